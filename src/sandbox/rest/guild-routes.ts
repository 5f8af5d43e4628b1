import { readNewChannel } from '../checks/channel-body.ts';
import { bodyFields } from '../checks/message-body.ts';
import { guildChannelJson } from '../json/channels.ts';
import { activeThreads, channelsOf, guildJson, roleJson, threadsJson } from '../json/guilds.ts';
import { memberJson } from '../json/users.ts';
import { makeChannel } from '../world/channels.ts';
import { findGuild } from '../world/find.ts';
import type { Guild } from '../world/nouns.ts';
import { ApiError } from '../api-error.ts';
import { ok, param, type Answer, type Call, type Route } from './routes.ts';

// A server that the bot isn't in looks to it as if it weren't there.
function guildOf(call: Call): Guild {
  const guild = findGuild(call.world, param(call, 'guild_id'));
  if (!guild.members.has(call.application.botId)) throw new ApiError(10004);
  return guild;
}

function getGuild(call: Call): Answer {
  const guild = guildOf(call);
  const counts = { approximate_member_count: guild.members.size, approximate_presence_count: 1 };
  return ok({ ...guildJson(guild), ...(call.query['with_counts'] === 'true' ? counts : {}) });
}

function getChannels(call: Call): Answer {
  return ok(channelsOf(call.world, guildOf(call)).map(guildChannelJson));
}

function postChannel(call: Call): Answer {
  const { world, application } = call;
  const guild = guildOf(call);
  const channel = makeChannel(world, application.botId, guild, readNewChannel(bodyFields(call.body)));
  return { status: 201, body: guildChannelJson(channel) };
}

function getRoles(call: Call): Answer {
  return ok([...guildOf(call).roles.values()].map(roleJson));
}

function getMember(call: Call): Answer {
  return ok(memberJson(call.world, guildOf(call), param(call, 'user_id')));
}

function getActiveThreads(call: Call): Answer {
  const { botId } = call.application;
  return ok(threadsJson(activeThreads(call.world, guildOf(call), botId), botId, false));
}

/** Servers. */
export const guildRoutes: readonly Route[] = [
  { method: 'GET', template: '/guilds/{guild_id}', perform: getGuild },
  { method: 'GET', template: '/guilds/{guild_id}/channels', perform: getChannels },
  { method: 'POST', template: '/guilds/{guild_id}/channels', perform: postChannel },
  { method: 'GET', template: '/guilds/{guild_id}/roles', perform: getRoles },
  { method: 'GET', template: '/guilds/{guild_id}/members/{user_id}', perform: getMember },
  { method: 'GET', template: '/guilds/{guild_id}/threads/active', perform: getActiveThreads },
];
