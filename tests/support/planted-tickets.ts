import { join } from 'node:path';
import { createPerson } from '../../src/sandbox/scenario.ts';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import { emptyDraft } from '../../src/sandbox/world/drafts.ts';
import type { Message, Thread } from '../../src/sandbox/world/nouns.ts';
import { createPost } from '../../src/sandbox/world/posts.ts';
import { sendMessage } from '../../src/sandbox/world/writing.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { factsIn } from '../../src/storage/facts.ts';
import { createStore } from '../../src/storage/store.ts';
import type { Store } from '../../src/desk/store.ts';
import type {
  Person as User,
  ChannelId,
  MessageId,
  PostId,
  ServerId,
  TicketId,
  UserId,
} from '../../src/ticket/ticket.ts';
import type { Stage } from './stage.ts';

/** An open ticket in which a member has written once, and that was relayed. */
export interface PlantedTicket {
  readonly person: Person;
  readonly ticketId: TicketId;
  readonly postId: string;
  readonly dmId: string;
  readonly greeting: Message;
}

/**
 * Open tickets, in Discord and in the database of a bot that isn't running yet, as if one had opened them: the whole way
 * would take minutes for a thousand. They are as old as the sandbox's clock says.
 */
export function plantTickets(stage: Stage, count: number): PlantedTicket[] {
  const database = openDatabase(join(stage.folder, 'supportmail.db'));
  const store = createStore(database);
  const first = store.nextTicketId();
  // A bot that has never run has nothing to catch up with.
  const { now } = stage.sandbox.world.clock;
  if (factsIn(database).get('first-session-at') === null) factsIn(database).set('first-session-at', String(now()));
  try {
    return store.transaction(() =>
      Array.from({ length: count }, (_, index) => plantTicket(stage, store, (first + index) as TicketId)),
    );
  } finally {
    database.close();
  }
}

function plantTicket(stage: Stage, store: Store, ticketId: TicketId): PlantedTicket {
  const { server } = stage.world;
  const name = `User ${ticketId}`;
  const person = createPerson(stage.sandbox, { username: `user${ticketId}`, displayName: name });
  server.addMember(person);
  const greeting = person.dm('Hello');
  const { thread, relayed } = openPost(stage, ticketId, name);
  const ticket = { person, ticketId, postId: thread.id, dmId: greeting.channelId, greeting };
  record(store, ticket, server.id as ServerId, relayed);
  return ticket;
}

function openPost(
  { sandbox, world }: Stage,
  ticketId: TicketId,
  name: string,
): { readonly thread: Thread; readonly relayed: Message } {
  const botId = world.application.botUser.id;
  const footer = { text: `Ticket ${ticketId} · ${markOf(ticketId)}` };
  const { thread } = createPost(sandbox.world, botId, world.forum, {
    name: `#${ticketId} · ${name}`,
    appliedTags: [],
    autoArchiveMinutes: 10_080,
    slowmodeSeconds: 0,
    draft: { ...emptyDraft, embeds: [{ type: 'rich', footer }] },
  });
  const draft = { ...emptyDraft, content: `-# ${name}\nHello` };
  return { thread, relayed: sendMessage(sandbox.world, botId, thread, draft) };
}

function markOf(ticketId: TicketId): string {
  return `planted${ticketId}`;
}

/** What the bot would have written down. */
function record(store: Store, planted: PlantedTicket, serverId: ServerId, relayed: Message): void {
  const { person, ticketId, greeting } = planted;
  const [channelId, postId] = [planted.dmId as ChannelId, planted.postId as PostId];
  const user: User = {
    id: person.id as UserId,
    name: `User ${ticketId}`,
    username: `user${ticketId}`,
    avatarUrl: null,
  };
  const openedAt = greeting.createdAt;
  store.saveUser({ person: user, channelId, draftFor: null, refusedAt: null });
  store.saveMember({ serverId, userId: user.id, name: user.name, joinedAt: null, roleIds: [] }, openedAt);
  const rest = {
    status: 'open',
    activity: 'unanswered',
    mark: markOf(ticketId),
    openedAt,
    closedAt: null,
    closePlan: null,
    feedback: null,
    claimedBy: null,
    watchers: [],
    silence: null,
    isAnonymous: false,
    category: null,
  } as const;
  store.saveTicket({ id: ticketId, serverId, userId: user.id, userName: user.name, postId, ...rest });
  const source = greeting.id as MessageId;
  store.isFirst(`message:${source}`, openedAt);
  store.record({
    channelId,
    writing: { messageId: source, text: 'Hello', files: [], replyTo: null, writtenAt: openedAt },
    author: user,
    side: 'user',
    userId: user.id,
    ticketId,
    became: 'relayed',
  });
  const place = `post/${ticketId}` as const;
  store.addCopy({ messageId: postId as string as MessageId, place, ticketId, source: null, part: 0, content: null });
  store.addCopy({ messageId: relayed.id as MessageId, place, ticketId, source, part: 1, content: relayed.content });
  store.sawMessage(channelId, source);
  store.sawMessage(postId as string as ChannelId, relayed.id);
}
