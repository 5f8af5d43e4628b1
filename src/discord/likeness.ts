import type { APIMessage } from 'discord.js';

/** What may have changed since. */
export interface Leniency {
  /** It took files along: those that Discord took for too large are sent as links, below the text. */
  readonly hadFiles?: boolean;
  /** Its original was edited or deleted: the copy may say so behind the name, in its first line. */
  readonly isMarked?: boolean;
}

/** Whether a message that stands in Discord is the one that this request asked for. Discord trims text and adds fields of its own. */
export function isOurs(
  requested: unknown,
  message: Pick<APIMessage, 'content' | 'components'>,
  { hadFiles = false, isMarked = false }: Leniency = {},
): boolean {
  const read = (text: string): string => {
    const own = normal(hadFiles ? text.replaceAll(/^📎 .*$/gmu, '') : text);
    return isMarked ? own.replace(/^-# .*\n/, `${nameIn(own) ?? ''}\n`) : own;
  };
  const wanted = requested as { content?: string; components?: unknown };
  return (
    read(wanted.content ?? '') === read(message.content) && textsIn(wanted.components) === textsIn(message.components)
  );
}

/** Whether two relayed texts have the same name in their first line, whatever stands behind it. */
export function isBySame(one: string, other: string): boolean {
  const [name, others] = [nameIn(one), nameIn(other)];
  return name !== null && name === others;
}

function nameIn(content: string): string | null {
  const heading = /^-# (.*)/.exec(content)?.[1];
  return heading === undefined ? null : normal(heading.split(' · ')[0] ?? '');
}

/** Discord trims, and shows an emoji that the bot has no access to by its name. */
function normal(text: string): string {
  return text.replaceAll(/<a?(:\w+:)\d+>/g, '$1').trim();
}

/** All words that components show, in order. */
function textsIn(components: unknown): string {
  if (Array.isArray(components)) return components.map(textsIn).join('\n');
  if (typeof components !== 'object' || components === null) return '';
  const { content, label } = components as { content?: unknown; label?: unknown };
  const own = [content, label].filter((text) => typeof text === 'string').map(normal);
  const nested = 'components' in components ? [textsIn(components.components)] : [];
  return [...own, ...nested].join('\n');
}
