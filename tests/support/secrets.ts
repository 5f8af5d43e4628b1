import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Exchange } from '../../src/sandbox/traffic.ts';

/** What must not be found, by what it is. */
export type Secrets = Readonly<Record<string, string>>;

/** Which of these a text has, however it is written. */
export function secretsIn(text: string, secrets: Secrets): readonly string[] {
  const lower = text.toLowerCase();
  return Object.entries(secrets).flatMap(([what, secret]) => (lower.includes(secret.toLowerCase()) ? [what] : []));
}

/** A request as text: where it goes, what it says, and what its files are called. */
export function asText({ method, path, query, body, files = [] }: Exchange): string {
  return JSON.stringify([method, path, query, body, files]);
}

/** The requests that change or tell something in a server, and the answers to what is used there. */
export function toServer({ world, traffic }: Sandbox): readonly Exchange[] {
  const isDm = (channelId = ''): boolean => world.channels.get(channelId)?.type === 1;
  return traffic.exchanges.filter(({ method, path, interactionId }) => {
    if (interactionId !== null) return !isDm(world.interactions.get(interactionId)?.channelId);
    return method !== 'GET' && !isDm(path.split('/')[2]) && !path.startsWith('/users/');
  });
}

/** The requests that change or tell something in a person's DM. */
export function toDms({ world, traffic }: Sandbox): readonly Exchange[] {
  const isDm = (channelId = ''): boolean => world.channels.get(channelId)?.type === 1;
  return traffic.exchanges.filter(({ method, path, interactionId }) => {
    if (interactionId !== null) return isDm(world.interactions.get(interactionId)?.channelId);
    return method !== 'GET' && isDm(path.split('/')[2]);
  });
}
