import type { Exchange } from '../../src/sandbox/traffic.ts';

/** The requests that say something and don't say whom it may ping: Discord would ping whoever it names. */
export function withoutAllowedMentions(exchanges: readonly Exchange[]): readonly string[] {
  const saying = exchanges.filter(({ method }) => method !== 'GET');
  return saying.flatMap(({ method, route, body }) =>
    messagesIn(body).some((message) => !isGuarded(message)) ? [`${method} ${route}: ${JSON.stringify(body)}`] : [],
  );
}

type Fields = Readonly<Record<string, unknown>>;

/** A message itself, that of a new post, or that of an answer to an interaction (a form names nobody). */
function messagesIn(body: unknown): readonly Fields[] {
  if (!isObject(body)) return [];
  const { message, data, type } = body;
  if (isObject(message)) return [message];
  if (isObject(data)) return type === 9 || type === 8 ? [] : [data].filter(says);
  return [body].filter(says);
}

/** Text, a box, or components that hold text. A form has a title. */
function says(fields: Fields): boolean {
  return ['content', 'embeds', 'components'].some((key) => key in fields) && !('title' in fields);
}

function isGuarded({ allowed_mentions: allowed }: Fields): boolean {
  return isObject(allowed) && Array.isArray(allowed['parse']) && allowed['parse'].length === 0;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
