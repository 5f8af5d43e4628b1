import type { Preferences } from '../desk/user-tables.ts';
import type { UserId } from '../ticket/ticket.ts';
import type { Database } from './database.ts';

interface PreferenceRow {
  readonly language: string | null;
  readonly auto_redirect: number;
}

/** The table `preferences`: what users said about themselves. */
export function preferencesIn(database: Database) {
  const select = database.prepare<[UserId], PreferenceRow>(
    'SELECT language, auto_redirect FROM preferences WHERE user_id = ?',
  );
  const save = database.prepare(`
    INSERT INTO preferences (user_id, language, auto_redirect) VALUES (@userId, @language, @autoRedirect)
    ON CONFLICT DO UPDATE SET language = excluded.language, auto_redirect = excluded.auto_redirect`);
  return {
    preferences(userId: UserId): Preferences {
      const row = select.get(userId);
      return { language: row?.language ?? null, autoRedirect: row?.auto_redirect === 1 };
    },
    savePreferences(userId: UserId, { language, autoRedirect }: Preferences): void {
      save.run({ userId, language, autoRedirect: Number(autoRedirect) });
    },
  };
}
