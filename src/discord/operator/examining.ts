import { Routes } from 'discord.js';
import type { APIGatewayBotInfo } from 'discord.js';
import { fine, odd, wrong } from '../../lib/finding.ts';
import type { Finding } from '../../lib/finding.ts';
import { howToReadAll } from '../login-problems.ts';
import { askApplication } from './application.ts';
import type { OwnApplication } from './application.ts';
import { discordProblem } from './connection.ts';
import type { Connection } from './connection.ts';
import type { ExaminedServer, KnownTags } from './examined-server.ts';
import { examineServer } from './examining-server.ts';

/** Discord's IDs tell times, which are compared with this machine's. */
const tolerableSkewMs = 10_000;
const fewSessions = 50;

/** Looks at everything that a bot needs of Discord. What Discord doesn't answer is a finding, too: nothing is thrown. */
export async function examine(
  connection: Connection,
  servers: readonly ExaminedServer[],
  known: KnownTags,
): Promise<readonly Finding[]> {
  const application = await attempt(() => askApplication(connection));
  if ('problem' in application) return [application.problem, ...clock(connection)];
  const bot = application.value;
  const token = fine({ check: 'discord.token', what: `The token belongs to the bot ${bot.name}.` });
  const general = [token, ...clock(connection), content(bot), ...(await sessions(connection))];
  const ofServers: Finding[] = [];
  for (const server of servers) {
    const found = await attempt(() => examineServer({ connection, bot, known }, server));
    ofServers.push(...('problem' in found ? [{ ...found.problem, server: server.id }] : found.value));
  }
  return [...general, ...ofServers];
}

/** Runs a question; where Discord refuses it, that is what was found. */
async function attempt<Value>(ask: () => Promise<Value>): Promise<{ value: Value } | { problem: Finding }> {
  try {
    return { value: await ask() };
  } catch (error) {
    const { code, message, hint } = discordProblem(error);
    return { problem: wrong({ check: code, what: message, fix: hint ?? 'Try again later.' }) };
  }
}

function clock({ aheadMs }: Connection): readonly Finding[] {
  const ahead = aheadMs();
  if (ahead === null) return [];
  const check = 'clock.skew';
  if (Math.abs(ahead) <= tolerableSkewMs) return [fine({ check, what: "This machine's clock agrees with Discord's." })];
  const seconds = Math.round(Math.abs(ahead) / 1000);
  return [
    wrong({
      check,
      what: `This machine's clock is ${seconds} seconds ${ahead > 0 ? 'ahead of' : 'behind'} Discord's.`,
      fix: 'Have it set by the network (such as `timedatectl set-ntp true`): deadlines and the search for missed messages go by it.',
    }),
  ];
}

function content({ messageContent }: OwnApplication): Finding {
  const check = 'intent.messageContent';
  if (messageContent) return fine({ check, what: 'The Message Content Intent is on.' });
  return wrong({
    check,
    what: 'The Message Content Intent is off: only what staff address to the user, by a mention of the bot or a menu, reaches them.',
    fix: howToReadAll,
  });
}

async function sessions({ get }: Connection): Promise<readonly Finding[]> {
  const found = await attempt(() => get<APIGatewayBotInfo>(Routes.gatewayBot()));
  if ('problem' in found) return [found.problem];
  const { remaining, reset_after: resetAfterMs } = found.value.session_start_limit;
  if (remaining >= fewSessions) return [];
  return [
    odd({
      check: 'discord.sessions',
      what: `Discord lets this bot start only ${remaining} more times within ${Math.ceil(resetAfterMs / 3_600_000)} hours.`,
      fix: 'Does something start it again and again? Look into its log.',
    }),
  ];
}
