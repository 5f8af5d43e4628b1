import type { Command } from 'commander';
import { OperatorError } from '../../lib/errors.ts';
import type { GlobalOptions } from '../command.ts';
import { nextCommand } from '../next-command.ts';
import { serverIn } from '../on-database.ts';
import { done } from '../output.ts';
import type { CliIo } from '../output.ts';
import { onDiscord } from './on-discord.ts';

interface Options {
  readonly server?: string;
  readonly dryRun?: true;
}

/** `setup`. @throws OperatorError `setup.newForum` where the configuration names another forum still */
export async function setup(command: Command, io: CliIo, { server: id, dryRun }: Options): Promise<void> {
  const isDry = dryRun === true;
  await onDiscord(command, io, async ({ config, operator, known }) => {
    const servers = id === undefined ? config.servers : [serverIn(config.servers, id)];
    for (const server of servers) {
      const { changes, newForum } = await operator.setUp(config, server, { isDry, known });
      tell(io, { isDry, changes, where: servers.length > 1 ? `${server.id}: ` : '' });
      if (newForum !== null && !isDry) throw anotherForum(server.forum, newForum);
    }
  });
  const { config } = command.optsWithGlobals<GlobalOptions>();
  const next = (isDry ? ['setup'] : ['doctor', 'start']).map((name) => nextCommand(name, config, io));
  io.stdout.write(`\nNext: ${next.join(', then ')}\n`);
}

interface Told {
  readonly isDry: boolean;
  readonly changes: readonly string[];
  readonly where: string;
}

function tell(io: CliIo, { isDry, changes, where }: Told): void {
  if (changes.length === 0) return done(io, `${where}Nothing had to be done.`);
  for (const change of changes) {
    if (isDry) io.stdout.write(`Would change: ${where}${change}.\n`);
    else done(io, `${where}Now ${change}.`);
  }
}

/** The file is its owner's: with its comments, and perhaps under version control. */
function anotherForum(before: string, after: string): OperatorError {
  return new OperatorError('setup.newForum', `The configuration still names the forum ${before}, which is not there.`, {
    hint: `Put this into it: forum: ${after}`,
  });
}
