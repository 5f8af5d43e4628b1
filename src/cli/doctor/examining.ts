import type { Command } from 'commander';
import { loadConfig } from '../../config/load.ts';
import type { LoadedConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import { OperatorError } from '../../lib/errors.ts';
import { fine, wrong } from '../../lib/finding.ts';
import type { Finding } from '../../lib/finding.ts';
import type { GlobalOptions } from '../command.ts';
import { onKnownTags } from '../known-tags.ts';
import type { CliIo } from '../output.ts';
import { examineDatabase } from './database.ts';
import { showFindings } from './showing.ts';

/** `doctor`. @throws OperatorError `doctor.faults` */
export async function doctor(
  command: Command,
  io: CliIo,
  { json, offline }: { readonly json?: true; readonly offline?: true },
): Promise<void> {
  const findings = await examineAll(command.optsWithGlobals<GlobalOptions>().config, io, offline === true);
  showFindings(findings, json === true, io);
  const faults = findings.filter(({ status }) => status === 'fault').length;
  if (faults === 0) return;
  throw new OperatorError(
    'doctor.faults',
    faults === 1 ? 'One thing has to be put right.' : `${faults} things have to be put right.`,
    {
      hint: 'Every ✖ above says how. Then run this again.',
    },
  );
}

async function examineAll(path: string | undefined, io: CliIo, isOffline: boolean): Promise<readonly Finding[]> {
  const read = readConfig(path, io);
  if ('findings' in read) return read.findings;
  const { loaded } = read;
  const { discord, database } = loaded.config;
  const here = [...configFindings(loaded), ...examineDatabase(database)];
  if (discord.token === null || isOffline) return here;
  return [...here, ...(await examineDiscord(loaded.config, discord.token))];
}

function readConfig(path: string | undefined, { env, cwd }: CliIo): { loaded: LoadedConfig } | { findings: Finding[] } {
  try {
    return { loaded: loadConfig({ path, env, cwd, needToken: false }) };
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return { findings: [wrong({ check: error.code, what: error.message, fix: error.hint ?? '' })] };
  }
}

function configFindings({ path, warnings, config }: LoadedConfig): readonly Finding[] {
  const valid = fine({ check: 'config.valid', what: `${path} is valid.` });
  const secret = warnings.map((warning) => {
    const [, what = warning, fix = ''] = /^(.*?\.) (Change that with: .*)$/.exec(warning) ?? [];
    return wrong({ check: 'config.secret', what, fix });
  });
  if (config.discord.token !== null) return [valid, ...secret];
  const fix = 'Put it into $DISCORD_TOKEN, or into a file that `discord.token_file` names.';
  return [valid, ...secret, wrong({ check: 'config.token', what: 'There is no bot token.', fix })];
}

async function examineDiscord(config: Config, token: string): Promise<readonly Finding[]> {
  const { createOperator } = await import('../../app.ts');
  const operator = createOperator({ token, apiUrl: config.discord.api_url });
  return onKnownTags(config.database, (known) => operator.examine(config, known));
}
