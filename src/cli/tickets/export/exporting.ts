import type { Command } from 'commander';
import { loadConfig } from '../../../config/load.ts';
import { ticketRecordsIn } from '../../../storage/ticket-records.ts';
import { transcriptsIn } from '../../../storage/transcript/transcripts.ts';
import type { ReadTicket } from '../../../storage/transcript/transcripts.ts';
import type { View } from '../../../ticket/seen-ticket.ts';
import type { TicketId } from '../../../ticket/ticket.ts';
import type { GlobalOptions } from '../../command.ts';
import { login } from '../../login.ts';
import { onRecords } from '../../on-database.ts';
import type { Records } from '../../on-database.ts';
import type { CliIo } from '../../output.ts';
import { checkNotOwn } from '../../own-files.ts';
import type { Keeper } from './attachments.ts';
import { checkOptions, chosen } from './choosing.ts';
import type { Exporting } from './choosing.ts';
import { indexFileIn } from './index-file.ts';
import { untilInterrupted } from './interruption.ts';
import { createProgress } from './progress.ts';
import { makeFolder, targetOf } from './target.ts';
import { tell } from './telling.ts';
import type { Written } from './telling.ts';
import { writeIndex, writeTicket } from './writing.ts';
import type { Work } from './writing.ts';

/** `tickets export`. */
export function exportTickets(
  command: Command,
  io: CliIo,
  numbers: readonly TicketId[],
  options: Exporting,
): Promise<void> {
  checkOptions(numbers, options);
  return onRecords(command, io, (records) => {
    const ids = chosen(numbers, options, records);
    if (ids.length === 0) return noTickets(io, options);
    const target = targetOf(options.out, ids.length, io.cwd);
    if (target.to === 'file') checkNotOwn(target.path, target.shownAs, records.loaded);
    return untilInterrupted(async (signal) => {
      const keeper = options.attachments === true ? await keeperFor(command, io, signal) : null;
      try {
        await writeAll({ io, records, options, target, ids, signal, keeper });
      } finally {
        await keeper?.close();
      }
    });
  });
}

async function keeperFor(command: Command, { env, cwd }: CliIo, signal: AbortSignal): Promise<Keeper> {
  const { config: path } = command.optsWithGlobals<GlobalOptions>();
  const { discord } = loadConfig({ path, env, cwd, needToken: true }).config;
  const { createOperator } = await import('../../../app.ts');
  return createOperator({ token: discord.token, apiUrl: discord.api_url }).keeper(signal);
}

async function noTickets({ stdout }: CliIo, { json }: Exporting): Promise<void> {
  stdout.write(json === true ? '[]\n' : 'No ticket is like that.\n');
}

async function writeAll(work: Work): Promise<void> {
  const { io, records, options, target, ids } = work;
  const index = target.to === 'folder' && options.format === 'html' && ids.length > 1 ? indexFileIn(target) : null;
  if (target.to !== 'output') makeFolder(target);
  const transcripts = transcriptsIn(records.database);
  const view: View = options.staffView === true ? 'staff' : 'user';
  const progress = createProgress(io, ids.length);
  const written: Written[] = [];
  let revealed = 0;
  try {
    for (const id of ids) {
      const ticket = transcripts.read(id, view);
      if (ticket === null) continue;
      progress.ticket(id, ticket.facts.messages);
      revealed += noteReveal(ticket, records);
      written.push(await writeTicket(work, ticket, progress));
    }
    if (index !== null) await writeIndex(work, index, view);
  } finally {
    progress.end();
  }
  tell({ io, target, isJson: options.json === true, hasIndex: index !== null, out: options.out }, written, revealed);
}

/** Who an anonymous user is may be told on this machine, but not unnoticed. It is written down before anything is. */
function noteReveal({ view, facts }: ReadTicket, { store, database, now }: Records): number {
  if (view === 'staff' || !facts.isAnonymous) return 0;
  const entry = { at: now, action: 'revealed', ticketId: facts.id, login: login() };
  store.transaction(() => ticketRecordsIn(database).logOperator(entry));
  return 1;
}
