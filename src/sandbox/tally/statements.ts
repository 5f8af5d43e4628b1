import type { Component, Message } from '../world/nouns.ts';

/**
 * Whether something that the bot says tells its reader that a message was not delivered. Read as a person reads it: a
 * statement in words that this doesn't know makes the message count as lost, never as delivered.
 */
export function saysUndelivered({ content, components }: Message): boolean {
  return /❌|\bnot(?:hing)?\b/i.test([content, ...components.flatMap(textsOf)].join('\n'));
}

function textsOf({ content = '', components = [] }: Component): string[] {
  return [content, ...components.flatMap(textsOf)];
}
