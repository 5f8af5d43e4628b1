import { createDemoWorld, type DemoWorld } from '../../src/sandbox/scenario.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { createProbe, type Reply } from '../support/probe.ts';
import { startTestSandbox } from '../support/sandbox.ts';

/** A sandbox with the demo world and a plain client of its API, stopped (and judged) at the end of the test. */
export interface Stage extends AsyncDisposable, DemoWorld {
  readonly sandbox: Sandbox;
  readonly token: string;
  readonly call: (method: string, path: string, body?: unknown) => Promise<Reply>;
  /** Opens a post as the bot and gives its ID. */
  readonly openPost: (title?: string, fields?: object) => Promise<string>;
  /** The DM of the first member with the bot. */
  readonly dmId: string;
}

const noon = Date.UTC(2026, 10, 22, 12);

/**
 * Sets a stage. Its clock stands still but for `world.clock.advance`, so that no deadline depends on how busy the machine
 * is.
 */
export async function setStage(options?: SandboxOptions): Promise<Stage> {
  const sandbox = await startTestSandbox({ now: () => noon, ...options });
  const demo = createDemoWorld(sandbox);
  const { token } = demo.application;
  const call = createProbe(sandbox, token);
  return {
    ...demo,
    sandbox,
    token,
    call,
    dmId: demo.members[0].dm('Hello').channelId,
    async openPost(title = 'Mia', fields = {}) {
      const body = { name: title, message: { content: 'A ticket' }, ...fields };
      return String((await call('POST', `/channels/${demo.forum.id}/threads`, body)).body['id']);
    },
    [Symbol.asyncDispose]: () => sandbox.stop(),
  };
}

/** What an error answer says: status, code and, for 50035, the fields that are wrong. */
export function refusal(reply: Reply): string {
  const fields = reply.body['errors'] === undefined ? '' : ` ${pathsOf(reply.body['errors'], []).join(' ')}`;
  return `${reply.status} ${String(reply.body['code'])}${fields}`;
}

function pathsOf(node: unknown, path: readonly string[]): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === '_errors'
      ? (value as { code: string }[]).map((one) => `${path.join('.')}:${one.code}`)
      : pathsOf(value, [...path, key]),
  );
}
