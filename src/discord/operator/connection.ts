import { REST } from 'discord.js';
import type { Failure } from '../../desk/ports.ts';
import { OperatorError } from '../../lib/errors.ts';
import { toFailure } from '../failures.ts';
import type { Sendable } from '../files/sending.ts';
import { makeStreamingRequest } from '../files/streaming.ts';
import { tellingFront } from '../front.ts';
import { loginProblem } from '../login-problems.ts';
import { send } from '../send.ts';

/** Somebody waits at a terminal. */
const patienceMs = 15_000;

/** Discord's API for one command of the operator's, without a session. */
export interface Connection {
  get<Answer>(path: string): Promise<Answer>;
  change<Answer>(method: 'POST' | 'PATCH' | 'PUT', path: string, body: object): Promise<Answer>;
  ask(request: Pick<Sendable, 'method' | 'path' | 'body'>): Promise<unknown>;
  readonly rest: Pick<REST, 'request'>;
  /** How far this machine's clock is ahead of Discord's, in ms, as the last answer tells; `null`: none told. */
  aheadMs(): number | null;
}

/** Makes the connection; nothing is asked yet. */
export function connectRest({ token, apiUrl }: { readonly token: string; readonly apiUrl: string }): Connection {
  let aheadMs: number | null = null;
  const rest = new REST({
    api: apiUrl,
    timeout: patienceMs,
    // Repeated blindly, what makes something would make it twice.
    retries: 0,
    makeRequest: tellingFront(async (url, init) => {
      const answer = await makeStreamingRequest(url, init);
      const at = Date.parse(answer.headers.get('date') ?? '');
      if (!Number.isNaN(at)) aheadMs = Date.now() - at;
      return answer;
    }),
  }).setToken(token);
  return {
    rest,
    get: (path) => send(rest, { method: 'GET', path, body: null }),
    change: (method, path, body) => send(rest, { method, path, body }),
    ask: (request) => send(rest, request),
    aheadMs: () => aheadMs,
  };
}

/** What the operator is told when Discord refuses, or can't be reached. */
export function discordProblem(error: unknown): OperatorError {
  const known = loginProblem(error);
  if (known !== null) return known;
  return failureProblem(toFailure(error), error);
}

/** The same of a failure. */
export function failureProblem({ kind, cause, retryAfterMs }: Failure, error?: unknown): OperatorError {
  if (kind === 'unauthorized') return new OperatorError('discord.token', cause, { exitCode: 2 });
  const [code, hint] =
    kind === 'down' || kind === 'unknownOutcome'
      ? (['discord.unreachable', 'Is this machine online? `discord.api_url` is only set for a proxy.'] as const)
      : kind === 'busy'
        ? (['discord.busy', `Try again in ${Math.ceil((retryAfterMs ?? 60_000) / 1000)} seconds.`] as const)
        : (['discord.refused', '`supportmail doctor` tells what the bot may do, and what it may not.'] as const);
  return new OperatorError(code, `${cause}.`, { hint, cause: error });
}
