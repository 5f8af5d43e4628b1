import type { Command } from 'commander';
import { serverIn } from '../on-database.ts';
import { done } from '../output.ts';
import type { CliIo } from '../output.ts';
import { oneLine, writeTable } from '../table.ts';
import { onDiscord } from './on-discord.ts';
import type { OnDiscord } from './on-discord.ts';

function serverOf({ config }: OnDiscord, command: Command): OnDiscord['config']['servers'][number] {
  return serverIn(config.servers, command.opts<{ server?: string }>().server);
}

/** `tags setup`. */
export async function makeTags(command: Command, io: CliIo, { dryRun }: { readonly dryRun?: true }): Promise<void> {
  const isDry = dryRun === true;
  await onDiscord(command, io, async (ground) => {
    const { config, operator, known } = ground;
    const server = serverOf(ground, command);
    const made = await operator.setUpTags(config, server, { isDry, known });
    if (made.length === 0) done(io, 'The forum has all of its tags.');
    else if (isDry) io.stdout.write(`Would be made: ${made.join(', ')}.\n`);
    else done(io, `Made: ${made.join(', ')}.`);
    const { strays } = await operator.listTags(config, server, known);
    if (strays.length === 0) return;
    io.stdout.write(`Not the bot's, and left alone: ${strays.map(({ name }) => oneLine(name)).join(', ')}.\n`);
  });
}

/** `tags list`. */
export async function showTags(command: Command, io: CliIo, { json }: { readonly json?: true }): Promise<void> {
  await onDiscord(command, io, async (ground) => {
    const { present, missing, strays } = await ground.operator.listTags(
      ground.config,
      serverOf(ground, command),
      ground.known,
    );
    const tag = ({ id, name }: { readonly id: string; readonly name: string }) => ({ id, name });
    const rows = [
      ...present.map((one) => ({ ...tag(one), state: 'used' })),
      ...missing.map((name) => ({ id: null, name, state: 'missing' })),
      ...strays.map((one) => ({ ...tag(one), state: 'stray' })),
    ];
    if (json === true) return void io.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    writeTable(
      io,
      ['TAG', 'STATE', 'ID'],
      rows.map(({ name, state, id }) => [oneLine(name), state, id ?? '–']),
    );
    if (missing.length > 0) io.stdout.write('Missing ones are made by: supportmail tags setup\n');
  });
}
