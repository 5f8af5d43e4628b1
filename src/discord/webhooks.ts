import { Routes } from 'discord.js';
import type { APIWebhook, REST } from 'discord.js';
import type { Clock, Request } from '../desk/ports.ts';
import { codeOf, toFailure } from './failures.ts';
import { send } from './send.ts';

/** The name of the webhook itself, which is never seen: each message has one of its own. */
const name = 'SupportMail';
const refusedForMs = 60_000;
/** It was deleted, or has another token by now. */
const outdated = new Set([10015, 50027]);

/** Where a message by a forum's webhook goes, as long as nobody needs to know which webhook that is. */
export function webhookPath(forumId: string, channelId: string): string {
  return `/webhooks/${forumId}?wait=true&thread_id=${channelId}`;
}

/** A message that a forum's webhook wrote in one of its posts. */
export function webhookMessagePath(forumId: string, channelId: string, messageId: string): string {
  return `/webhooks/${forumId}/messages/${messageId}?thread_id=${channelId}`;
}

/** The webhook of a forum by which copies of what staff send appear in its posts: one for all of them. */
export interface Webhooks {
  /** Sends a request with a {@link webhookPath} or {@link webhookMessagePath}. Throws as requests do. */
  send<Answer>(request: Pick<Request, 'method' | 'path' | 'body'>): Promise<Answer>;
}

export interface WebhookParts {
  /** The rest of Discord's API. */
  rest(): Pick<REST, 'request'>;
  applicationId(): string;
  readonly clock: Pick<Clock, 'after'>;
}

/**
 * Finds the webhooks by REST, and makes those that are missing. Which one it is is remembered until it fails; and that there is
 * none, since the permission is missing, for a minute: Discord counts refusals.
 */
export function createWebhooks({ rest, applicationId, clock }: WebhookParts): Webhooks {
  const known = new Map<string, Promise<APIWebhook>>();
  const of = (forumId: string): Promise<APIWebhook> => {
    const webhook = known.get(forumId) ?? findOrMake(rest(), forumId, applicationId());
    known.set(forumId, webhook);
    webhook.catch((error: unknown) => {
      clock.after(toFailure(error).kind === 'forbidden' ? refusedForMs : 0, () => known.delete(forumId));
    });
    return webhook;
  };
  return {
    send: async <Answer>({ method, path, body }: Pick<Request, 'method' | 'path' | 'body'>) => {
      const [, forumId = '', below = ''] = /^\/webhooks\/(\d+)(.*)$/.exec(path) ?? [];
      const by = async (): Promise<Answer> => {
        const { id, token = '' } = await of(forumId);
        return send<Answer>(rest(), { method, path: `${Routes.webhook(id, token)}${below}`, body });
      };
      try {
        return await by();
      } catch (error) {
        if (!outdated.has(codeOf(error) ?? 0)) throw error;
        // Once more, with another one.
        known.delete(forumId);
        return by();
      }
    },
  };
}

/** Ours is the one that shows us its token. https://docs.discord.com/developers/resources/webhook#webhook-object */
async function findOrMake(rest: Pick<REST, 'request'>, forumId: string, applicationId: string): Promise<APIWebhook> {
  const path = Routes.channelWebhooks(forumId);
  const all = await send<APIWebhook[]>(rest, { method: 'GET', path, body: null });
  const own = all.find((one) => one.application_id === applicationId && one.token !== undefined);
  return own ?? send<APIWebhook>(rest, { method: 'POST', path, body: { name } });
}
