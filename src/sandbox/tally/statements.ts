import type { Component, Message } from '../world/nouns.ts';

/**
 * Whether something that the bot says tells its reader that a message was not delivered. Read as a person reads it, in the
 * bot's languages: a statement in words that this doesn't know makes the message count as lost, never as delivered.
 */
export function saysUndelivered({ content, components }: Pick<Message, 'content' | 'components'>): boolean {
  return /❌|\b(?:not|nothing|nicht|nichts|pas|rien)\b/i.test([content, ...components.flatMap(textsOf)].join('\n'));
}

function textsOf({ content = '', components = [] }: Component): string[] {
  return [content, ...components.flatMap(textsOf)];
}
