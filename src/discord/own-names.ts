import type { Language } from '../texts/texts.ts';

/** What each language calls itself. */
export const ownNames = { en: 'English', de: 'Deutsch', fr: 'Français' } as const satisfies Record<Language, string>;
