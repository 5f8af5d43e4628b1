import { ApiError } from '../api-error.ts';
import { Form } from '../checks/form.ts';
import { bodyFields } from '../checks/message-body.ts';
import { channelJson } from '../json/channels.ts';
import { ownGuildJson } from '../json/guilds.ts';
import { ownUserJson, userJson } from '../json/users.ts';
import { openDm } from '../world/dms.ts';
import { findUser } from '../world/find.ts';
import { ok, param, type Answer, type Call, type Route } from './routes.ts';

function getOwnUser({ world, application }: Call): Answer {
  return ok(ownUserJson(findUser(world, application.botId)));
}

function getOwnGuilds({ world, application }: Call): Answer {
  const own = [...world.guilds.values()].filter(({ members }) => members.has(application.botId));
  return ok(own.map((guild) => ownGuildJson(guild, application.botId)));
}

function getUser(call: Call): Answer {
  return ok(userJson(findUser(call.world, param(call, 'user_id'))));
}

// Opening a DM works even where writing into it doesn't: resources/user#create-dm
function postDm({ world, application, body }: Call): Answer {
  const form = new Form();
  const recipientId = form.requiredText(bodyFields(body), ['recipient_id']);
  form.finish();
  const user = world.users.get(recipientId);
  if (user === undefined || user.bot) throw new ApiError(50033);
  return ok(channelJson(world, openDm(world, application.botId, user.id), application.botId));
}

/** People and the DMs with them. */
export const userRoutes: readonly Route[] = [
  { method: 'GET', template: '/users/@me', perform: getOwnUser },
  { method: 'GET', template: '/users/@me/guilds', perform: getOwnGuilds },
  { method: 'GET', template: '/users/{user_id}', perform: getUser },
  { method: 'POST', template: '/users/@me/channels', perform: postDm },
];
