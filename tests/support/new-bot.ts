import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { createApplication, createPerson, createServer } from '../../src/sandbox/scenario.ts';
import type { Person, Server, TestApplication } from '../../src/sandbox/scenario/types.ts';
import type { Role } from '../../src/sandbox/world/nouns.ts';
import { startTestSandbox } from './sandbox.ts';

/** What an operator has who begins: a server, an application that is in no server, an empty folder. */
export interface NewBot {
  readonly sandbox: Sandbox;
  readonly application: TestApplication;
  readonly server: Server;
  readonly support: Role;
  readonly member: Person;
  readonly folder: string;
  /** Follows an invite link. */
  invite(link: string): void;
  stop(): Promise<void>;
}

/** Makes all that, with the application's Message Content Intent switched off. */
export async function newBot(): Promise<NewBot> {
  const sandbox = await startTestSandbox();
  const application = createApplication(sandbox, { name: 'Lantern Help', messageContentIntent: false });
  const server = createServer(sandbox, { name: 'Lantern Games' });
  const support = server.addRole({ name: 'Support', permissions: 0n });
  const member = createPerson(sandbox, { username: 'mia', displayName: 'Mia' });
  server.addMember(member);
  const folder = mkdtempSync(join(tmpdir(), 'supportmail-init-'));
  return {
    sandbox,
    application,
    server,
    support,
    member,
    folder,
    invite(link) {
      const query = new URL(link).searchParams;
      if (query.get('client_id') !== application.applicationId) throw new Error(`${link} is for another bot`);
      server.addBot(application, BigInt(query.get('permissions') ?? '0'));
    },
    async stop() {
      await sandbox.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The link that an output shows. */
export function linkIn(output: string): string {
  const [link] = /https:\/\/discord\.com\/oauth2\/authorize\S+/.exec(output) ?? [];
  if (link === undefined) throw new Error(`There is no link in:\n${output}`);
  return link;
}

/** Every permission that the README names, and Manage Roles, by which the bot makes its forum private. */
export const invitedWith = String(292_594_764_880n | (1n << 28n));
