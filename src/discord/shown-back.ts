import { ComponentType } from 'discord.js';
import type { APIMessage } from 'discord.js';

const fence = '```';

/** A text as somebody typed it, to be copied. */
export function asTyped(text: string): string {
  return `${fence}\n${text}\n${fence}`;
}

/** The text in a message of ours that {@link asTyped} made; `null`: there is none. */
export function typedInto({ components = [] }: Pick<APIMessage, 'components'>): string | null {
  const inside = components.flatMap((one) => (one.type === ComponentType.Container ? one.components : []));
  const texts = inside.flatMap((one) => (one.type === ComponentType.TextDisplay ? [one.content] : []));
  const shown = texts.find(isTyped);
  return shown === undefined ? null : shown.slice(fence.length + 1, -fence.length - 1);
}

function isTyped(text: string): boolean {
  return text.startsWith(`${fence}\n`) && text.endsWith(`\n${fence}`) && text.length > 2 * fence.length + 1;
}
