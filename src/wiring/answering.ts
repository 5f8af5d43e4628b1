import type { ServerConfig } from '../config/schema.ts';
import type { CatchUp } from '../desk/catchup.ts';
import type { Delivery } from '../desk/delivery.ts';
import type { Desk } from '../desk/desk.ts';
import { snippetNames } from '../desk/snippet-work.ts';
import type { Store } from '../desk/store.ts';
import { createInteractions } from '../discord/interactions.ts';
import type { Proposed } from '../discord/commands/command.ts';
import type { InteractionParts, Interactions, Proposal } from '../discord/interactions.ts';
import type { UsedAt } from '../discord/used-at.ts';
import type { ServerSettings } from '../discord/settings.ts';
import type { StaffCommand } from '../ticket/commands.ts';
import type { SettingInput } from '../ticket/setting.ts';
import type { MessageId, PostId, ServerId, TicketId } from '../ticket/ticket.ts';
import type { Overriding } from './overriding.ts';

/** Discord waits three seconds for the answer to a command; so much of them may go into reading what was missed. */
const catchUpPatienceMs = 1_500;

export interface AnsweringParts extends Pick<InteractionParts, 'rest' | 'botId' | 'serversAt' | 'proposals' | 'onBug'> {
  readonly desk: Desk;
  readonly delivery: Delivery;
  readonly catchUp: CatchUp;
  /** After the end, what became of an answer is found out by the next start. */
  isOpen(): boolean;
  /** The post of a ticket that was named. */
  postOf(ticketId: TicketId): PostId | null;
}

/** Connects commands with the desk: a command doesn't overtake what was written before it, and its answer is accounted for. */
export function createAnswering({ desk, delivery, catchUp, isOpen, postOf, ...parts }: AnsweringParts): Interactions {
  return createInteractions({
    ...parts,
    handle: async (event) => {
      // What is about the whole server waits for no ticket.
      if ('serverId' in event && 'ticketId' in event) await catchUp.whenRead(postFor(event, postOf), catchUpPatienceMs);
      return desk.handle(event);
    },
    onAnswered: (entryId, messageId) => {
      if (!isOpen()) return;
      const seen = messageId as MessageId | null;
      desk.performed(entryId, seen === null ? { type: 'done' } : { type: 'message', messageId: seen });
    },
    onUnanswered: (entryId, wasGiven) => {
      if (isOpen()) delivery.unanswered(entryId, wasGiven);
    },
  });
}

/**
 * The servers that something may be for, that of the ticket first: where several share one for their staff, a ticket that is named says
 * which, else the post or the forum in which it is used.
 */
export function meantFirst(
  servers: readonly ServerSettings[],
  { channelIds, ticketId }: UsedAt,
  store: Pick<Store, 'ticket' | 'ticketOfPost'>,
): readonly ServerSettings[] {
  if (servers.length < 2) return servers;
  const named = ticketId === null ? null : store.ticket(ticketId);
  const ticket = named ?? channelIds.map((id) => store.ticketOfPost(id as PostId)).find((one) => one !== null);
  const isMeant = ({ id, forumId }: ServerSettings): boolean =>
    ticket === undefined ? channelIds.includes(forumId) : id === ticket.serverId;
  return [...servers.filter(isMeant), ...servers.filter((server) => !isMeant(server))];
}

/** What may be meant by the beginning of something that somebody types. */
export function proposalsFrom(
  { store, settingsOf, serverOf }: Proposing,
  { serverId, which, text }: Typing,
): readonly Proposal[] {
  if (typeof which === 'object') return wordsFor(settingsOf(serverId)?.inputFor(which.valuesOf) ?? null, text);
  if (which === 'snippets') return snippetNames({ store }, serverId, text).map((name) => ({ name, value: name }));
  if (which === 'categories') return categoriesFor(serverOf(serverId)?.categories ?? [], text);
  const tickets = store.proposals(serverId, which, text);
  return tickets.map(({ id, userName }) => ({ name: `#${id} · ${userName}`.slice(0, 100), value: id }));
}

type Proposing = Pick<Overriding, 'settingsOf' | 'serverOf'> & { readonly store: Store };

interface Typing {
  readonly serverId: ServerId;
  readonly which: Proposed;
  readonly text: string;
}

/** The words that a setting may be; for texts there are none. */
function wordsFor(input: SettingInput | null, text: string): readonly Proposal[] {
  const words = input?.type === 'choice' ? input.values : [];
  return words.filter((word) => word.includes(text.trim().toLowerCase())).map((word) => ({ name: word, value: word }));
}

/** Those that users choose from. */
function categoriesFor(categories: ServerConfig['categories'], text: string): readonly Proposal[] {
  const typed = text.trim().toLowerCase();
  const fitting = categories.filter(({ enabled, name }) => enabled && name.toLowerCase().includes(typed));
  return fitting.map(({ id, name }) => ({ name, value: id ?? name }));
}

/** A post is a channel with the same ID. */
function postFor(
  { ticketId, channelId }: Pick<StaffCommand, 'ticketId' | 'channelId'>,
  postOf: AnsweringParts['postOf'],
): PostId {
  return (ticketId === null ? null : postOf(ticketId)) ?? (channelId as string as PostId);
}
