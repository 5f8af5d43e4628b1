import type { Message } from '../world/nouns.ts';

/**
 * A message in which a bot repeats what a person wrote on the other side. Readers know it from what the bot says itself by
 * its first line, which is small text and begins with the writer's name.
 */
export interface Copy {
  readonly message: Message;
  readonly name: string;
  /** What stands behind the name, such as that it was edited. */
  readonly marks: readonly string[];
  /** Its number, from 1, among so many messages that repeat one together. */
  readonly part: number;
  readonly parts: number;
  /** Without the first line. */
  readonly text: string;
}

const heading = /^-# (?<line>.+)\n?/;
const separator = ' · ';

/** Takes a copy apart; `null`: the message isn't one. */
export function copyOf(message: Message): Copy | null {
  const found = heading.exec(message.content);
  if (found?.groups === undefined) return null;
  const [name = '', ...marks] = (found.groups['line'] ?? '').split(separator);
  const number = /^(\d+)\/(\d+)$/.exec(marks.at(-1) ?? '');
  return {
    message,
    name,
    marks: number === null ? marks : marks.slice(0, -1),
    part: Number(number?.[1] ?? 1),
    parts: Number(number?.[2] ?? 1),
    text: message.content.slice(found[0].length),
  };
}
