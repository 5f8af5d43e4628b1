import { ApiError } from '../api-error.ts';
import { readCommands } from '../checks/commands.ts';
import { Form } from '../checks/form.ts';
import { bodyFields } from '../checks/message-body.ts';
import { commandJson } from '../json/interactions.ts';
import { applicationJson } from '../json/users.ts';
import { guildMembersFlag, messageContentFlag } from '../world/accounts.ts';
import { commandsOf, replaceCommands } from '../world/commands.ts';
import { findGuild } from '../world/find.ts';
import { ok, param, type Answer, type Call, type Route } from './routes.ts';

const presenceFlag = 1 << 13;
const settable = messageContentFlag | guildMembersFlag | presenceFlag;

function getApplication({ world, application }: Call): Answer {
  return ok(applicationJson(world, application));
}

// resources/application#edit-current-application: of the flags, only the limited intents can be set.
function patchApplication({ world, application, body }: Call): Answer {
  const form = new Form();
  const flags = form.integer(bodyFields(body), ['flags']);
  form.finish();
  if (flags !== undefined) application.flags = (application.flags & ~settable) | (flags & settable);
  return ok(applicationJson(world, application));
}

function placeOf(call: Call): string | null {
  const { world, application } = call;
  if (param(call, 'application_id') !== application.id) throw new ApiError(20012);
  const guildId = call.params['guild_id'];
  if (guildId === undefined) return null;
  if (!findGuild(world, guildId).members.has(application.botId)) throw new ApiError(50001);
  return guildId;
}

function getCommands(call: Call): Answer {
  return ok(commandsOf(call.world, call.application.id, placeOf(call)).map(commandJson));
}

function putCommands(call: Call): Answer {
  const place = placeOf(call);
  return ok(replaceCommands(call.world, call.application.id, place, readCommands(call.body)).map(commandJson));
}

/** The application and its commands. */
export const applicationRoutes: readonly Route[] = [
  { method: 'GET', template: '/applications/@me', perform: getApplication },
  { method: 'PATCH', template: '/applications/@me', perform: patchApplication },
  { method: 'GET', template: '/applications/{application_id}/commands', perform: getCommands },
  { method: 'PUT', template: '/applications/{application_id}/commands', perform: putCommands },
  { method: 'GET', template: '/applications/{application_id}/guilds/{guild_id}/commands', perform: getCommands },
  { method: 'PUT', template: '/applications/{application_id}/guilds/{guild_id}/commands', perform: putCommands },
];
