import { ApiError } from '../api-error.ts';
import { bodyFields, readChange } from '../checks/message-body.ts';
import { readExecution, readNewWebhook, readWebhookChange } from '../checks/webhook-body.ts';
import { messageJson } from '../json/messages.ts';
import { webhookJson } from '../json/webhooks.ts';
import { dropMessage } from '../world/deleting.ts';
import { findGuild } from '../world/find.ts';
import type { Message, Webhook } from '../world/nouns.ts';
import * as webhooks from '../world/webhooks.ts';
import { visibleChannel } from './channel-routes.ts';
import { interactionRoutes } from './interaction-routes.ts';
import { noContent, ok, param, type Answer, type Call, type Route } from './routes.ts';

function postWebhook(call: Call): Answer {
  const { world, application } = call;
  const channel = visibleChannel(call);
  const webhook = webhooks.createWebhook(world, application.botId, channel, readNewWebhook(bodyFields(call.body)));
  return ok(webhookJson(world, webhook, application.id));
}

function getOfChannel(call: Call): Answer {
  const { world, application } = call;
  const channel = visibleChannel(call);
  if (channel.type !== 0 && channel.type !== 15) throw new ApiError(50024);
  webhooks.assertManages(world, application.botId, channel);
  return ok(listed(call, ({ channelId }) => channelId === channel.id));
}

function getOfGuild(call: Call): Answer {
  const guild = findGuild(call.world, param(call, 'guild_id'));
  if (!guild.members.has(call.application.botId)) throw new ApiError(50001);
  return ok(listed(call, ({ guildId }) => guildId === guild.id));
}

function listed({ world, application }: Call, isWanted: (webhook: Webhook) => boolean): object[] {
  return [...world.webhooks.values()].filter(isWanted).map((one) => webhookJson(world, one, application.id));
}

// Whoever has the token needs no permission: resources/webhook#get-webhook-with-token
function authorised(call: Call): Webhook {
  const { world, application } = call;
  const webhook = webhooks.findWebhook(world, param(call, 'webhook_id'));
  const token = call.params['webhook_token'];
  if (token !== undefined && token !== webhook.token) throw new ApiError(50027);
  const isOwn = webhook.applicationId === application.id;
  if (token === undefined && !isOwn) {
    webhooks.assertManages(world, application.botId, webhooks.channelOf(world, webhook));
  }
  return webhook;
}

function askerOf(call: Call): string | null {
  return call.params['webhook_token'] === undefined ? call.application.id : null;
}

function getWebhook(call: Call): Answer {
  return ok(webhookJson(call.world, authorised(call), askerOf(call)));
}

function patchWebhook(call: Call): Answer {
  const webhook = authorised(call);
  webhooks.changeWebhook(call.world, webhook, readWebhookChange(bodyFields(call.body)));
  return ok(webhookJson(call.world, webhook, askerOf(call)));
}

function deleteOne(call: Call): Answer {
  webhooks.deleteWebhook(call.world, authorised(call));
  return noContent;
}

// Its own messages a webhook reads whatever the intents of its bot are.
function written(call: Call, message: Message): object {
  return messageJson(call.world, message, { botId: message.authorId, readsContent: true });
}

function threadOf({ query }: Call): string | null {
  return query['thread_id'] ?? null;
}

function postMessage(call: Call): Answer {
  const execution = { ...readExecution(bodyFields(call.body), call.uploads), threadId: threadOf(call) };
  const message = webhooks.execute(call.world, authorised(call), execution);
  return call.query['wait'] === 'true' ? ok(written(call, message)) : noContent;
}

function messageOf(call: Call): Message {
  return webhooks.messageOf(call.world, authorised(call), threadOf(call), param(call, 'message_id'));
}

function getMessage(call: Call): Answer {
  return ok(written(call, messageOf(call)));
}

function patchMessage(call: Call): Answer {
  const message = messageOf(call);
  webhooks.editAsWebhook(call.world, message, readChange(bodyFields(call.body), message, call.uploads));
  return ok(written(call, message));
}

function deleteMessage(call: Call): Answer {
  dropMessage(call.world, messageOf(call));
  return noContent;
}

const byToken = '/webhooks/{webhook_id}/{webhook_token}';
const message = `${byToken}/messages/{message_id}`;

// Interactions are answered by the same addresses, with the application's ID where webhooks have their own.
function orInteraction(method: Route['method'], template: string, perform: Route['perform']): Route {
  const other = interactionRoutes.find((route) => route.method === method && route.template === template);
  return {
    method,
    template,
    byInteractionToken: true,
    perform(call) {
      const isOfWebhook = other === undefined || !call.world.applications.has(param(call, 'webhook_id'));
      return isOfWebhook ? perform(call) : other.perform(call);
    },
  };
}

const ownRoutes: readonly Route[] = [
  { method: 'POST', template: '/channels/{channel_id}/webhooks', perform: postWebhook },
  { method: 'GET', template: '/channels/{channel_id}/webhooks', perform: getOfChannel },
  { method: 'GET', template: '/guilds/{guild_id}/webhooks', perform: getOfGuild },
  { method: 'GET', template: '/webhooks/{webhook_id}', perform: getWebhook },
  { method: 'PATCH', template: '/webhooks/{webhook_id}', perform: patchWebhook },
  { method: 'DELETE', template: '/webhooks/{webhook_id}', perform: deleteOne },
  orInteraction('GET', byToken, getWebhook),
  orInteraction('PATCH', byToken, patchWebhook),
  orInteraction('DELETE', byToken, deleteOne),
  orInteraction('POST', byToken, postMessage),
  orInteraction('GET', message, getMessage),
  orInteraction('PATCH', message, patchMessage),
  orInteraction('DELETE', message, deleteMessage),
];

/** Webhooks and answers to interactions. */
export const webhookRoutes: readonly Route[] = [
  ...ownRoutes,
  ...interactionRoutes.filter(({ method, template }) =>
    ownRoutes.every((own) => own.method !== method || own.template !== template),
  ),
];
