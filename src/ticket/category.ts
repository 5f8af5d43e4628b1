import type { Ping } from './effects.ts';
import type { FormField } from './form.ts';
import type { Rules, Template } from './rules.ts';

/** Something that tickets of a server are about. */
export interface Category {
  /** It stays the same when the name changes. */
  readonly id: string;
  readonly name: string;
  /** A character, or one of Discord's own as `<:name:id>`. */
  readonly emoji: string | null;
  readonly description: string | null;
  /** Whether it may be chosen. */
  readonly isEnabled: boolean;
  /** In place of the server's; `null`: as there. */
  readonly pings: readonly Ping[] | null;
  readonly creationMessage: Template | null;
  readonly closeMessage: Template | null;
  /** What is asked before a ticket is opened; empty: nothing. */
  readonly form: readonly FormField[];
}

/** Those that users choose from; with fewer than two there is nothing to choose. */
export function choosable({ categories }: Pick<Rules, 'categories'>): readonly Category[] {
  const enabled = categories.filter(({ isEnabled }) => isEnabled);
  return enabled.length < 2 ? [] : enabled;
}

/** What a new ticket is about: what was chosen, as far as it can be still; the only one that there is; else nothing. */
export function categoryFor(chosen: string | null, { categories }: Pick<Rules, 'categories'>): Category | null {
  const enabled = categories.filter(({ isEnabled }) => isEnabled);
  return enabled.length === 1 ? (enabled[0] ?? null) : (enabled.find(({ id }) => id === chosen) ?? null);
}

/** The category of a ticket that is there still. */
export function categoryOf(id: string | null, { categories }: Pick<Rules, 'categories'>): Category | null {
  return id === null ? null : (categories.find((category) => category.id === id) ?? null);
}

/** How a category is called; one that is gone is called by its ID, and none by nothing. */
export function categoryNamed(id: string | null, rules: Pick<Rules, 'categories'>): string {
  return categoryOf(id, rules)?.name ?? id ?? '';
}

/** The rules for tickets of a category. */
export function rulesIn(id: string | null, rules: Rules): Rules {
  const category = categoryOf(id, rules);
  if (category === null) return rules;
  return {
    ...rules,
    pings: category.pings ?? rules.pings,
    creationMessage: category.creationMessage ?? rules.creationMessage,
    closeMessage: category.closeMessage ?? rules.closeMessage,
  };
}
