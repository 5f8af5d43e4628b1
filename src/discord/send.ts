import type { REST } from 'discord.js';
import type { Sendable } from './files/sending.ts';

/** Sends a request as discord.js does, but without its retries. */
export async function send<Answer>(
  rest: Pick<REST, 'request'>,
  { method, path, body, form }: Omit<Sendable, 'repeat'>,
): Promise<Answer> {
  const content = form === undefined ? { body } : { body: form, passThroughBody: true, headers: form.headers };
  const options = { method, fullRoute: path as `/${string}`, ...(body === null ? {} : content) };
  return (await rest.request(options as Parameters<REST['request']>[0])) as Answer;
}
