import { InvalidArgumentError, type Command } from 'commander';
import type { CliIo } from '../output.ts';

/** `supportmail demo`: the real bot on a simulated Discord, with a page that shows both sides. */
export function addDemoCommand(program: Command, io: CliIo): void {
  program
    .command('demo')
    .description('try it without Discord: the real bot on a simulated Discord, with a page that shows both sides')
    .option('-p, --port <number>', 'port of the page on this machine (default: any free one)', parsePort)
    .option('--database <path>', 'SQLite file to use and keep (default: a temporary one)')
    .addHelpText(
      'after',
      '\nExamples:\n  $ supportmail demo\n  $ supportmail demo --port 8080\n  $ supportmail demo --database demo.db',
    )
    .action(async ({ port = 0, database = null }: { port?: number; database?: string | null }) => {
      const { runDemo } = await import('../demo/run-demo.ts');
      await runDemo({ port, database }, io);
    });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}
