import type { Decision } from './decision.ts';
import type { EarlierTicket, Effect, Planned } from './effects.ts';
import { copiesForPost, refusedFiles } from './relaying.ts';
import type { Rules } from './rules.ts';
import { fill, placeholders } from './rules.ts';
import { promptInto, statementTo } from './saying.ts';
import type { Member, MessageId, Person, Ticket, TicketId, Writing } from './ticket.ts';
import { tagsOf } from './post-tags.ts';

/** Discord's limit for a post's title: https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel */
const titleLimit = 100;

/** A user's draft, complete: what a ticket is made of. */
export interface Opening {
  readonly id: TicketId;
  readonly mark: string;
  readonly user: Person;
  readonly member: Member;
  /** What the user wrote so far, in order; at least one. */
  readonly writings: readonly Writing[];
  readonly earlierTickets: { readonly count: number; readonly latest: readonly EarlierTicket[] };
  /** What the user was asked before, which becomes "message sent". */
  readonly prompt: MessageId | null;
}

/**
 * Opens a ticket: the post with the user's facts, then what the user wrote, then "message sent" to the user, once the
 * first message has arrived. That answer confirms the first message; the further ones get a receipt each.
 */
export function openTicket(opening: Opening, rules: Rules, now: number): Decision {
  const ticket = newTicket(opening, rules, now);
  const copies = opening.writings.map((writing, index) =>
    copiesForPost({ writing, name: opening.user.name, receipt: rules.receipts && index > 0 }, rules),
  );
  return {
    ticket,
    effects: [
      { effect: postFor(ticket, opening, rules) },
      ...copies.flat().map((effect) => ({ effect })),
      ...messageSent(ticket, opening, copies.find((some) => some.length > 0)?.at(-1), rules),
      ...opening.writings.flatMap((writing) => refusedFiles(writing, rules)).map((effect) => ({ effect })),
    ],
  };
}

function newTicket({ id, mark, user }: Opening, rules: Rules, now: number): Ticket {
  return {
    id,
    serverId: rules.serverId,
    userId: user.id,
    userName: user.name,
    isAnonymous: false,
    status: 'open',
    activity: 'unanswered',
    postId: null,
    mark,
    openedAt: now,
    closedAt: null,
    closePlan: null,
    feedback: null,
  };
}

function postFor(ticket: Ticket, { user, member, earlierTickets }: Opening, rules: Rules): Effect {
  return {
    type: 'openPost',
    serverId: ticket.serverId,
    title: titleFor(ticket, rules),
    facts: {
      ticketId: ticket.id,
      mark: ticket.mark,
      user,
      member,
      openedAt: ticket.openedAt,
      earlierTickets,
      address: rules.readsContent ? null : (rules.botMentions[0] ?? null),
    },
    pings: rules.pings,
    tags: tagsOf(ticket),
    language: rules.language,
    autoArchiveMinutes: rules.autoArchiveMinutes,
  };
}

function titleFor(ticket: Ticket, rules: Rules): string {
  const title = fill(rules.postTitle, placeholders(ticket, rules)).replaceAll(/\s+/g, ' ').trim();
  return cut(title === '' ? `#${ticket.id}` : title);
}

function cut(title: string): string {
  if (title.length <= titleLimit) return title;
  let kept = '';
  for (const character of title) {
    if (kept.length + character.length >= titleLimit) break;
    kept += character;
  }
  return `${kept}…`;
}

function messageSent(
  ticket: Ticket,
  { writings, prompt }: Opening,
  firstCopy: Effect | undefined,
  rules: Rules,
): readonly Planned[] {
  const first = writings[0];
  if (first === undefined || firstCopy === undefined) return [];
  const creationMessage =
    rules.creationMessage === null ? null : fill(rules.creationMessage, placeholders(ticket, rules));
  const statement = { type: 'messageSent', server: rules.serverName, creationMessage } as const;
  const effect =
    prompt === null ? statementTo('user', statement, rules, first.messageId) : promptInto(prompt, statement, rules);
  return [{ effect, after: [firstCopy] }];
}
