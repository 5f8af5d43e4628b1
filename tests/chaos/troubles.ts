import { badGateway, rateLimited } from '../../src/sandbox/faults.ts';
import type { FaultEffect, FaultHandle } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { ApiRequest } from '../../src/sandbox/traffic.ts';
import type { Disturbance, Loss, Refusal, Target } from './plan.ts';

/** How often each kind of trouble really happened. */
export class Tally {
  readonly counts: Record<string, number> = {};

  add(what: string, count = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + count;
  }
}

/** Whether a request is of the kind that is meant. */
export function matcher(sandbox: Sandbox, target: Target): (request: ApiRequest) => boolean {
  const isInDm = ({ path }: ApiRequest): boolean => sandbox.world.channels.get(path.split('/')[2] ?? '')?.type === 1;
  const is = (method: string, route: string) => (request: ApiRequest) =>
    request.method === method && request.route === route;
  const sends = is('POST', '/channels/{channel_id}/messages');
  switch (target) {
    case 'to user':
      return (request) => sends(request) && isInDm(request);
    case 'to post':
      return (request) => sends(request) && !isInDm(request);
    case 'opening':
      return is('POST', '/channels/{channel_id}/threads');
    case 'receipt':
      return ({ route }) => route?.includes('/reactions/') === true;
    case 'post':
      return is('PATCH', '/channels/{channel_id}');
    case 'copy':
      return ({ method, route }) =>
        route === '/channels/{channel_id}/messages/{message_id}' && (method === 'PATCH' || method === 'DELETE');
    case 'answer':
      return ({ interactionId }) => interactionId !== null;
    case 'look-up':
      return is('GET', '/guilds/{guild_id}/members/{user_id}');
    case 'reading':
      return is('GET', '/channels/{channel_id}/messages');
    case 'any':
      return ({ route }) => route !== '/gateway/bot';
  }
}

/** What is not performed, or performed and not answered, in each of these ways. */
export function effectOf(how: Refusal): FaultEffect {
  switch (how) {
    case 'reset':
    case 'close':
      return how;
    case '500':
    case '502':
      return { status: Number(how), body: { message: 'later', code: 0 } };
    case 'html':
      return badGateway();
    case '429 user':
      return rateLimited(0.3, 'user');
    case '429 global':
      return rateLimited(0.2, 'global');
    case '429 shared':
      return rateLimited(0.4, 'shared');
  }
}

export interface Losing {
  readonly target: Target;
  readonly how: Loss;
  readonly times: number;
  /** Neither is it heard of by the gateway. */
  readonly isDeaf: boolean;
}

/** Discord performs some requests, and their answers are lost. */
export function loseAnswers(sandbox: Sandbox, tally: Tally, { target, how, times, isDeaf }: Losing): void {
  const matches = matcher(sandbox, target);
  const { settings } = sandbox.world;
  const { echoBeforeAnswer } = settings;
  if (isDeaf) {
    sandbox.faults.add({ matches, times, when: 'before', effect: () => void (settings.echoBeforeAnswer = false) });
  }
  sandbox.faults.add({
    matches,
    times,
    when: 'after',
    effect: ({ method }) => {
      settings.echoBeforeAnswer = echoBeforeAnswer;
      if (method === 'GET') return tally.add('lost answers to reads');
      tally.add('lost answers');
      tally.add(`lost by ${how}`);
      if (isDeaf) tally.add('lost with their echo');
      if (isDeaf) sandbox.gateway.dropAndForgetSession();
    },
  });
  sandbox.faults.add({ matches, times, when: 'after', effect: effectOf(how) });
}

/** Discord answers some requests with an error, and doesn't perform them. */
export function refuse(sandbox: Sandbox, tally: Tally, fault: { target: Target; how: Refusal; times: number }): void {
  const { target, how, times } = fault;
  const matches = matcher(sandbox, target);
  sandbox.faults.add({ matches, times, when: 'before', effect: () => tally.add(`refused by ${how}`) });
  sandbox.faults.add({ matches, times, when: 'before', effect: effectOf(how) });
}

/** From now on every answer that makes something hangs, as does what the gateway would tell of it. */
export interface Silence {
  /** How many answers hang. */
  hits(): number;
  end(): void;
}

/** Keeps back answers and echoes until the bot is dead. */
export function fallSilent(sandbox: Sandbox): Silence {
  const { settings } = sandbox.world;
  const { echoBeforeAnswer } = settings;
  settings.echoBeforeAnswer = false;
  const over = Promise.withResolvers<void>();
  let hits = 0;
  const isMaking = ({ method, interactionId }: ApiRequest): boolean => method === 'POST' && interactionId === null;
  const handle: FaultHandle = sandbox.faults.add({
    matches: isMaking,
    times: 1000,
    when: 'after',
    effect: () => {
      hits += 1;
      return over.promise;
    },
  });
  return {
    hits: () => hits,
    end: () => {
      settings.echoBeforeAnswer = echoBeforeAnswer;
      handle.remove();
      over.resolve();
    },
  };
}

/** Something happens to the bot's connection. */
export function disturb({ gateway }: Sandbox, how: Disturbance): void {
  switch (how) {
    case 'drop':
      return gateway.drop();
    case 'drop and forget':
      return gateway.dropAndForgetSession();
    case 'invalid, resumable':
      return gateway.invalidate(true);
    case 'invalid':
      return gateway.invalidate(false);
    case 'reconnect':
      return gateway.sendReconnect();
    case 'timed out':
      return gateway.close(4009);
    case 'closed':
      return gateway.close(1000);
    case 'refused for a while':
      gateway.refuse();
      gateway.drop();
      return void setTimeout(() => gateway.accept(), 700);
    case 'silent for a while':
      gateway.pause();
      return void setTimeout(() => gateway.resume(), 300);
    case 'twice':
      return gateway.duplicateNext();
    case 'late':
      return gateway.delayNext();
  }
}
