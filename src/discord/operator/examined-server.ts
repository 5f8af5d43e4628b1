import type { TagMemory } from '../forum-tags.ts';
import type { ServerSettings } from '../settings.ts';

/** What is looked at of a configured server. */
export interface ExaminedServer extends ServerSettings {
  /** The roles of `staff` and of `managers`, as the configuration has them. */
  readonly staffRoles: readonly string[];
  /** The roles that are pinged in new posts. */
  readonly pingedRoles: readonly string[];
  /** Where feedback is shown; `null`: nowhere. */
  readonly feedbackChannelId: string | null;
}

/** By which a renamed tag is known again; where there is no database yet, tags are known by their names. */
export type KnownTags = TagMemory;
