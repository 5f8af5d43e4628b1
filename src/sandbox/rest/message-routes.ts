import { Form } from '../checks/form.ts';
import { bodyFields, readChange, readDraft, settableFlags } from '../checks/message-body.ts';
import { messageJson, viewerOf } from '../json/messages.ts';
import { may, permissions } from '../permissions.ts';
import { ApiError } from '../api-error.ts';
import { mayUse } from '../world/emojis.ts';
import { findChannel, findMessage } from '../world/find.ts';
import { deleteMessage, deleteMessages } from '../world/deleting.ts';
import { editMessage, pageOfMessages } from '../world/messages.ts';
import { addReaction, removeReaction } from '../world/reactions.ts';
import type { Emoji, Message } from '../world/nouns.ts';
import { sendMessage } from '../world/writing.ts';
import { visibleChannel } from './channel-routes.ts';
import { noContent, ok, param, type Answer, type Call, type Route } from './routes.ts';

function written(call: Call, message: Message): object {
  return messageJson(call.world, message, viewerOf(call.world, call.application.botId));
}

function messageOf(call: Call): Message {
  return findMessage(call.world, visibleChannel(call).id, param(call, 'message_id'));
}

function postMessage(call: Call): Answer {
  const { world, application } = call;
  const channel = findChannel(world, param(call, 'channel_id'));
  const form = new Form();
  const draft = readDraft(form, bodyFields(call.body), [], settableFlags.message, call.uploads);
  form.finish();
  const message = sendMessage(world, application.botId, channel, draft);
  return ok({ ...written(call, message), ...(message.nonce === null ? {} : { nonce: message.nonce }) });
}

// Without READ_MESSAGE_HISTORY the list is empty, and nothing says why: resources/message#get-channel-messages
function getMessages(call: Call): Answer {
  const { world, application, query } = call;
  const channel = visibleChannel(call);
  if (!may(world, application.botId, channel, permissions.readMessageHistory)) return ok([]);
  const form = new Form();
  const limit = form.integer({ limit: Number(query['limit'] ?? 50) }, ['limit'], { min: 1, max: 100 }) ?? 50;
  form.finish();
  const page = pageOfMessages(world, channel.id, { ...query, limit });
  return ok(page.map((message) => written(call, message)));
}

function getMessage(call: Call): Answer {
  const { world, application } = call;
  const channel = visibleChannel(call);
  if (!may(world, application.botId, channel, permissions.readMessageHistory)) throw new ApiError(50013);
  return ok(written(call, messageOf(call)));
}

function patchMessage(call: Call): Answer {
  const message = messageOf(call);
  const change = readChange(bodyFields(call.body), message, call.uploads);
  editMessage(call.world, call.application.botId, message, change);
  return ok(written(call, message));
}

function deleteOne(call: Call): Answer {
  deleteMessage(call.world, call.application.botId, messageOf(call));
  return noContent;
}

function postBulkDelete(call: Call): Answer {
  const form = new Form();
  const ids = form.ids(bodyFields(call.body), ['messages']) ?? [];
  form.finish();
  deleteMessages(call.world, call.application.botId, visibleChannel(call), ids);
  return noContent;
}

// A Unicode emoji as it is, or `name:id` for a custom one: resources/message#create-reaction
function emojiOf(call: Call): Emoji {
  const text = param(call, 'emoji_name');
  const custom = /^(\w{2,32}):(\d{17,19})$/.exec(text);
  const { world, application } = call;
  if (custom !== null) {
    const id = custom[2] ?? '';
    if (!mayUse(world, application.botId, visibleChannel(call), id)) throw new ApiError(10014);
    return { name: custom[1] ?? '', id };
  }
  if (!/^\p{Emoji}/u.test(text)) throw new ApiError(10014);
  return { name: text, id: null };
}

function putReaction(call: Call): Answer {
  addReaction(call.world, call.application.botId, messageOf(call), emojiOf(call));
  return noContent;
}

function deleteReaction(call: Call): Answer {
  removeReaction(call.world, call.application.botId, messageOf(call), emojiOf(call));
  return noContent;
}

const one = '/channels/{channel_id}/messages/{message_id}';
const ownReaction = `${one}/reactions/{emoji_name}/@me`;

/** Messages and reactions. */
export const messageRoutes: readonly Route[] = [
  { method: 'GET', template: '/channels/{channel_id}/messages', perform: getMessages },
  { method: 'POST', template: '/channels/{channel_id}/messages', perform: postMessage },
  { method: 'POST', template: '/channels/{channel_id}/messages/bulk-delete', perform: postBulkDelete },
  { method: 'GET', template: one, perform: getMessage },
  { method: 'PATCH', template: one, perform: patchMessage },
  { method: 'DELETE', template: one, perform: deleteOne },
  { method: 'PUT', template: ownReaction, perform: putReaction },
  { method: 'DELETE', template: ownReaction, perform: deleteReaction },
];
