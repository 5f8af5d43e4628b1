import { ApiError } from '../api-error.ts';
import { readChannelChange } from '../checks/channel-body.ts';
import { bodyFields } from '../checks/message-body.ts';
import { readPost, readThreadChange } from '../checks/thread-body.ts';
import { channelJson, threadJson } from '../json/channels.ts';
import { threadsJson } from '../json/guilds.ts';
import { messageJson, viewerOf } from '../json/messages.ts';
import { may, permissions } from '../permissions.ts';
import { changeChannel, deleteChannel } from '../world/channels.ts';
import { findChannel } from '../world/find.ts';
import type { Channel, Thread } from '../world/nouns.ts';
import { createPost } from '../world/posts.ts';
import { changeThread, deleteThread } from '../world/threads.ts';
import { noContent, ok, param, type Answer, type Call, type Route } from './routes.ts';

/** The channel of a request, if the bot can see it. */
export function visibleChannel(call: Call): Channel {
  const channel = findChannel(call.world, param(call, 'channel_id'));
  if (!may(call.world, call.application.botId, channel, permissions.viewChannel)) throw new ApiError(50001);
  return channel;
}

function getChannel(call: Call): Answer {
  return ok(channelJson(call.world, visibleChannel(call), call.application.botId));
}

function patchChannel(call: Call): Answer {
  const { world, application } = call;
  const channel = findChannel(world, param(call, 'channel_id'));
  const body = bodyFields(call.body);
  if (channel.type === 1) throw new ApiError(50024);
  if (channel.type === 11) changeThread(world, application.botId, channel, readThreadChange(body));
  else changeChannel(world, application.botId, channel, readChannelChange(body));
  return ok(channelJson(world, channel, application.botId));
}

function deleteOne(call: Call): Answer {
  const { world, application } = call;
  const channel = visibleChannel(call);
  const body = channelJson(world, channel, application.botId);
  if (channel.type === 1) return ok(body);
  const needed = channel.type === 11 ? permissions.manageThreads : permissions.manageChannels;
  if (!may(world, application.botId, channel, needed)) throw new ApiError(50013);
  if (channel.type === 11) deleteThread(world, channel);
  else deleteChannel(world, channel);
  return ok(body);
}

function postThread(call: Call): Answer {
  const { world, application } = call;
  const forum = visibleChannel(call);
  if (forum.type !== 15) throw new ApiError(50024);
  const post = readPost(bodyFields(call.body), call.uploads);
  const { thread, message } = createPost(world, application.botId, forum, post);
  const firstMessage = messageJson(world, message, viewerOf(world, application.botId));
  return { status: 201, body: { ...threadJson(thread, application.botId), message: firstMessage } };
}

// Newest archived first: resources/channel#list-public-archived-threads
function getArchived(call: Call): Answer {
  const { world, application, query } = call;
  const forum = visibleChannel(call);
  if (forum.type !== 15) throw new ApiError(50024);
  if (!may(world, application.botId, forum, permissions.readMessageHistory)) throw new ApiError(50013);
  const before = query['before'] === undefined ? Infinity : Date.parse(query['before']);
  const limit = Number(query['limit'] ?? 50);
  const archived = [...forum.threadIds]
    .map((id) => world.channels.get(id))
    .filter((one): one is Thread => one?.type === 11 && one.archived && one.archiveChangedAt < before)
    .sort((a, b) => b.archiveChangedAt - a.archiveChangedAt);
  return ok(threadsJson(archived.slice(0, limit), application.botId, archived.length > limit));
}

function postTyping(call: Call): Answer {
  const channel = visibleChannel(call);
  call.world.emit({ type: 'typingStarted', channelId: channel.id, userId: call.application.botId });
  return noContent;
}

/** Channels and posts. */
export const channelRoutes: readonly Route[] = [
  { method: 'GET', template: '/channels/{channel_id}', perform: getChannel },
  { method: 'PATCH', template: '/channels/{channel_id}', perform: patchChannel },
  { method: 'DELETE', template: '/channels/{channel_id}', perform: deleteOne },
  { method: 'POST', template: '/channels/{channel_id}/threads', perform: postThread },
  { method: 'GET', template: '/channels/{channel_id}/threads/archived/public', perform: getArchived },
  { method: 'POST', template: '/channels/{channel_id}/typing', perform: postTyping },
];
