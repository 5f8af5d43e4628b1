import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { validateTraffic } from './openapi.ts';

/** A sandbox that, when stopped, fails the test if the bot asked for what Discord doesn't have or answers were wrong. */
export async function startTestSandbox(options?: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  return {
    ...sandbox,
    async stop() {
      await sandbox.stop();
      assertFaithful(sandbox);
    },
  };
}

function assertFaithful({ traffic }: Sandbox): void {
  const violations = validateTraffic(traffic) ?? [];
  const unknown = traffic.unknownRoutes.map((route) => `unknown route: ${route}`);
  const mistakes = traffic.mistakes.map((error) => `the sandbox itself failed: ${error.stack}`);
  const complaints = [...mistakes, ...unknown, ...violations];
  if (complaints.length > 0) throw new Error(`The sandbox's traffic isn't Discord's:\n${complaints.join('\n')}`);
}
