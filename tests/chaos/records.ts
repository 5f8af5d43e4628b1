import { copyFileSync, existsSync, rmSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';

/** What the bot has written down; read beside it, to know when it has nothing left to do. */
export class Records {
  readonly #path: string;
  readonly #backup: string;

  constructor(path: string) {
    this.#path = path;
    this.#backup = `${path}.backup`;
  }

  /** How many effects are still to be performed; at least one while nobody can tell. */
  waiting(): number {
    return Number(this.#ask('SELECT count(*) FROM outbox') ?? 1);
  }

  statusOf(postId: string): string | null {
    const status = this.#ask('SELECT status FROM tickets WHERE post_id = ?', postId);
    return typeof status === 'string' ? status : null;
  }

  isClosing(): boolean {
    return this.#ask("SELECT 1 FROM tickets WHERE status = 'closing'") === 1;
  }

  hasRead(messageId: string): boolean {
    return this.#ask('SELECT 1 FROM messages WHERE message_id = ?', messageId) === 1;
  }

  /** How many messages of a user wait for a decision. */
  drafts(userId: string): number {
    return Number(this.#ask("SELECT count(*) FROM messages WHERE user_id = ? AND became = 'draft'", userId) ?? 0);
  }

  /** Copies all there is, while the bot runs. `false`: there is nothing yet. */
  backUp(): boolean {
    if (!existsSync(this.#path)) return false;
    rmSync(this.#backup, { force: true });
    const database = new SqliteDatabase(this.#path, { readonly: true });
    try {
      database.prepare('VACUUM INTO ?').run(this.#backup);
      return true;
    } finally {
      database.close();
    }
  }

  /** Puts the copy in place of what is there. Nobody may be using it. */
  restore(): void {
    for (const end of ['', '-wal', '-shm']) rmSync(`${this.#path}${end}`, { force: true });
    copyFileSync(this.#backup, this.#path);
  }

  /** What is still to be done, for whoever reads of a failure. */
  list(): readonly string[] {
    const rows = this.#ask("SELECT group_concat(place || ' ' || state || ' ' || effect, char(10)) FROM outbox");
    return typeof rows === 'string' ? rows.split('\n').map((row) => `waiting: ${row.slice(0, 300)}`) : [];
  }

  /** The first column of the first row. */
  #ask(sql: string, ...values: string[]): unknown {
    if (!existsSync(this.#path)) return null;
    const database = new SqliteDatabase(this.#path, { readonly: true });
    try {
      return database
        .prepare<string[]>(sql)
        .pluck()
        .get(...values);
    } catch {
      // Not there yet, or just being made.
      return null;
    } finally {
      database.close();
    }
  }
}
