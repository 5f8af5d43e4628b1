import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Command } from 'commander';
import { OperatorError } from '../../lib/errors.ts';
import { rewrite, rewriteLater } from '../../storage/backup.ts';
import { isHeld } from '../../storage/lease.ts';
import { exportPerson } from '../../storage/person/export.ts';
import { forget, namesOf, unfinishedTickets } from '../../storage/person/forget.ts';
import type { Forgotten } from '../../storage/person/forget.ts';
import { mentionsOf } from '../../storage/person/mentions.ts';
import type { Mention } from '../../storage/person/mentions.ts';
import type { UserId } from '../../ticket/ticket.ts';
import { onRecords } from '../on-database.ts';
import type { Records } from '../on-database.ts';
import { done } from '../output.ts';
import type { CliIo } from '../output.ts';
import { rest } from '../steps.ts';
import { oneLine } from '../table.ts';
import { eraseOnDiscord } from './erasing.ts';
import { unknownPerson } from './exporting.ts';

interface Options {
  readonly yes?: true;
  /** In Discord, too. */
  readonly discord?: true;
  readonly anonymous?: true;
}

/** `person forget`. */
export async function forgetPerson(command: Command, io: CliIo, id: UserId, options: Options): Promise<void> {
  const { yes, discord, anonymous } = options;
  await onRecords(command, io, async (records) => {
    const { database, store } = records;
    checkForgettable(records, id, yes === true);
    const withAnonymous = anonymous === true;
    const onDiscord = discord === true ? await eraseOnDiscord(command, io, { id, records, withAnonymous }) : null;
    // That may have taken its time.
    checkForgettable(records, id, true);
    const names = namesOf(database, id);
    // What is overwritten here, others can't read from the file any more. https://www.sqlite.org/pragma.html#pragma_secure_delete
    database.pragma('secure_delete = ON');
    // In case this ends half way.
    rewriteLater(database);
    const forgotten = forget(database, id, (run) => {
      store.transaction(run);
      rest();
    });
    const isRunning = isHeld(database, Date.now());
    if (!isRunning) rewrite(database);
    done(io, `User ${id} is forgotten.`);
    io.stdout.write(report(forgotten, mentionsOf(database, id, names), { path: records.path, isRunning, onDiscord }));
  });
}

function checkForgettable({ database }: Records, id: UserId, isMeant: boolean): void {
  const stored = exportPerson(database, id);
  const tables = Object.entries(stored);
  if (tables.length === 0) throw unknownPerson(id);
  const unfinished = unfinishedTickets(database, id);
  if (unfinished.length > 0) {
    throw new OperatorError('person.open', `User ${id} has open tickets: ${unfinished.join(', ')}.`, {
      hint: `Close them first: supportmail tickets close ${unfinished.join(' ')}. The bot must run to carry that out.`,
    });
  }
  if (isMeant) return;
  const found = tables.map(([table, rows]) => `  ${table}: ${rows.length}`);
  throw new OperatorError('person.unconfirmed', [`This would erase, for good:`, ...found].join('\n'), {
    hint: 'Add --yes to do it. `supportmail person export` shows all of it.',
    exitCode: 2,
  });
}

/** What a report has to tell besides the database. */
interface Remaining {
  readonly path: string;
  readonly isRunning: boolean;
  /** `null`: nothing was erased in Discord. */
  readonly onDiscord: readonly string[] | null;
}

const untouchedDiscord =
  'In Discord: the posts of these tickets, and the conversation with the bot. Delete the posts there.';

function report(forgotten: Forgotten, mentions: readonly Mention[], { path, isRunning, onDiscord }: Remaining): string {
  const { tickets, asStaff, blacklist } = forgotten;
  const copies = copiesOf(path);
  const stays = [
    ...(tickets > 0
      ? [
          `${counted(tickets, 'ticket')} by number and time, without a name or a text: numbers are given once, and the figures stay true.`,
        ]
      : []),
    ...(onDiscord ?? (tickets > 0 ? [untouchedDiscord] : [])),
    ...(asStaff > 0
      ? [
          `${counted(asStaff, 'message')} to others, without the name: they belong to the others’ tickets.`,
          'In Discord: their name on what they wrote to others as staff, in posts and in what the bot sent to users.',
        ]
      : []),
    ...(blacklist > 0
      ? [
          `${counted(blacklist, 'entry', 'entries')} of the blacklist, by a hash of the ID: else they would end by this.`,
        ]
      : []),
    ...mentionLines(mentions),
    ...(isRunning
      ? [
          'Traces in unused parts of the file, until the bot starts the next time: it can’t be written anew while the bot runs.',
        ]
      : []),
    ...copies.map((name) => `${name}: a copy from before an update. Delete it when you don’t need it any more.`),
    'Your own backups, exports and logs, which this command doesn’t know.',
  ];
  return `What stays:\n${stays.map((line) => `- ${line}\n`).join('')}`;
}

const words: Readonly<Record<string, string>> = {
  messages: 'messages of others',
  earlier_texts: 'earlier texts of messages of others',
  copies: 'messages of others, as they were relayed',
  ticket_log: 'comments',
  outbox: 'what is still to be sent to others',
  blacklist: 'reasons in the blacklist',
  snippets: 'snippets',
  overrides: 'settings',
  pauses: 'the reason of a pause',
  outside_messages: 'messages of staff outside of tickets',
};

function mentionLines(mentions: readonly Mention[]): readonly string[] {
  const tables = Map.groupBy(mentions, ({ table }) => table);
  return [...tables].map(([table, found]) => {
    const where = [...new Set(found.map((mention) => oneLine(mention.where)))];
    const more = where.length > 20 ? ` and ${where.length - 20} more` : '';
    return `Others name them, by ID or name, in ${words[table] ?? table} (${where.slice(0, 20).join(', ')}${more}): that is the others’.`;
  });
}

function copiesOf(path: string): readonly string[] {
  return readdirSync(dirname(path)).filter((name) => name.startsWith(`${basename(path)}.version-`));
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
