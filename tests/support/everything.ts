import type { Message } from '../../src/sandbox/world/nouns.ts';
import { rowsIn } from './rows.ts';
import { shown } from './stage.ts';
import type { Stage } from './stage.ts';

/**
 * Everything that somebody could see or that is stored, but for the noise of having looked, for what only they see, and for
 * the message that a button stands below.
 */
export function everythingIn(stage: Stage, but: Message | null = null): unknown {
  const { sandbox, world } = stage;
  const others = (messages: readonly Message[]): string[] =>
    messages.filter(({ id, ephemeralTo }) => id !== but?.id && ephemeralTo === null).map(shown);
  return {
    rows: rowsIn(stage, ['seen_events', 'lease', 'facts', 'members', 'users', 'channels']),
    posts: stage.posts().map(({ title, tags, archived, locked, messages }) => ({
      title,
      tags,
      archived,
      locked,
      messages: others(messages),
    })),
    lounge: others(sandbox.world.messages.get(world.lounge.id) ?? []),
    dms: world.members.map((person) => others(person.dmMessages())),
  };
}
