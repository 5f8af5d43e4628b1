import type { VNode } from 'preact';
import { Icon } from './icons.tsx';
import { usePage } from './page-context.ts';

/** A round picture made of somebody's initials; the bot has an envelope. */
export function Avatar({ id, name, bot }: { id: string; name: string; bot: boolean }): VNode {
  const { frame } = usePage().model;
  if (bot) {
    return (
      <span class="avatar avatar-bot" aria-hidden="true">
        <Icon name="mail" />
      </span>
    );
  }
  const place = frame?.people.findIndex((person) => person.id === id) ?? 0;
  return (
    <span class="avatar" aria-hidden="true" style={{ '--hue': String(hueAt(place)) }}>
      {initials(name)}
    </span>
  );
}

/** The golden angle keeps neighbours apart, however many there are. */
function hueAt(place: number): number {
  return Math.round(18 + (place + 1) * 137.5) % 360;
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toUpperCase();
}
