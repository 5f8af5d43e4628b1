import type { ComponentView } from '../protocol.ts';
import { plainText } from './markdown/plain-text.ts';
import type { LogEntry } from './model.ts';

/** The beginning of what a message says, on one line. */
export function excerpt(entry: LogEntry): string {
  return plainText(firstText(entry)).slice(0, 120);
}

function firstText({ content, embeds, components }: LogEntry): string {
  if (content !== '') return content;
  return findText(components) ?? embeds[0]?.title ?? embeds[0]?.author ?? embeds[0]?.description ?? '';
}

function findText(components: readonly ComponentView[]): string | null {
  for (const component of components) {
    if (component.type === 'text') return component.content;
    if (component.type === 'section') return component.texts[0] ?? null;
    const inner = component.type === 'container' ? findText(component.children) : null;
    if (inner !== null) return inner;
  }
  return null;
}
