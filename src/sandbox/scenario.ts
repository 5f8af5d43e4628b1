import type { Sandbox } from './sandbox.ts';
import type { Person, Post, Server, TestApplication } from './scenario/types.ts';
import type { Message } from './world/nouns.ts';
import type { Forum, Role, TextChannel } from './world/nouns.ts';

// What people do. Tests and the demo page drive the sandbox through this file alone.

/** Registers a bot in the developer portal. */
export function createApplication(
  sandbox: Pick<Sandbox, 'world'>,
  options: { name: string; messageContentIntent?: boolean },
): TestApplication {
  throw new Error(`not there yet: ${options.name} ${String(sandbox)}`);
}

/** Makes a server with an owner who does nothing else. */
export function createServer(sandbox: Pick<Sandbox, 'world'>, options: { name: string }): Server {
  throw new Error(`not there yet: ${options.name} ${String(sandbox)}`);
}

/** Makes a person with an account. */
export function createPerson(
  sandbox: Pick<Sandbox, 'world'>,
  options: { username: string; displayName?: string; createdAt?: number; avatar?: string },
): Person {
  throw new Error(`not there yet: ${options.username} ${String(sandbox)}`);
}

/** The posts of a forum, oldest first, archived ones too. */
export function posts(sandbox: Pick<Sandbox, 'world'>, forumId: string): Post[] {
  throw new Error(`not there yet: ${forumId} ${String(sandbox)}`);
}

/** The people whom a message notified by mentioning them, in the order of their accounts. */
export function pingedBy(sandbox: Pick<Sandbox, 'world'>, message: Message): string[] {
  throw new Error(`not there yet: ${message.id} ${String(sandbox)}`);
}

/** A small, pleasant world to start with. */
export interface DemoWorld {
  readonly application: TestApplication;
  readonly server: Server;
  readonly lounge: TextChannel;
  readonly forum: Forum;
  readonly supportRole: Role;
  readonly staff: readonly [Person, Person];
  readonly manager: Person;
  readonly members: readonly [Person, Person, Person];
}

/** One bot, one server with a private forum `tickets`, two staff members, a manager and three members. */
export function createDemoWorld(sandbox: Pick<Sandbox, 'world'>): DemoWorld {
  throw new Error(`not there yet: ${String(sandbox)}`);
}
