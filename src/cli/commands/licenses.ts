import type { Command } from 'commander';
import type { CliIo } from '../output.ts';

/** `supportmail licenses`: what the authors of the bundled packages ask to be told. */
export function addLicensesCommand(program: Command, io: CliIo): void {
  program
    .command('licenses')
    .description('print the licences of everything that this program contains')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  $ supportmail licenses | less\n  $ supportmail licenses --json')
    .action(async ({ json }: { json?: boolean }) => {
      const { bundledNotices, showNotices } = await import('../licenses/notices.ts');
      const notices = bundledNotices();
      if (json === true) io.stdout.write(`${JSON.stringify(notices, null, 2)}\n`);
      else showNotices(notices, io);
    });
}
