import { categoryOf, rulesIn } from './category.ts';
import type { Decision } from './decision.ts';
import type { AnswerTo, EarlierTicket, Effect, Planned, PostFacts } from './effects.ts';
import { laidOut, seenAnswers } from './answers.ts';
import type { Disguise } from './disguise.ts';
import type { FormAnswer } from './form.ts';
import type { Statement } from './statement.ts';
import { backAt } from './opening-hours.ts';
import { quoteOutside } from './outside.ts';
import type { SentOutside } from './outside.ts';
import { copiesForPost, refusedFiles } from './relaying.ts';
import type { Rules } from './rules.ts';
import { fill, placeholders } from './rules.ts';
import { promptInto, statementTo } from './saying.ts';
import { seenByStaff } from './seen.ts';
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
  /** What staff see in place of the user; `null`: the user. */
  readonly disguise: Disguise | null;
  /** The ID of what it is about. */
  readonly category: string | null;
  /** What the user wrote so far, in order; none where they filled in a form alone. */
  readonly writings: readonly Writing[];
  readonly earlierTickets: { readonly count: number; readonly latest: readonly EarlierTicket[] };
  /** What the user was asked before, which becomes "message sent"; and in which language, where that is another one. */
  readonly prompt: MessageId | null;
  readonly language?: string | null;
  /** What they filled in. */
  readonly answers: readonly FormAnswer[];
  /** What the user answers, where that is a message outside of tickets. */
  readonly quotes?: SentOutside | null;
  /** Staff opened it, by a message that the user has: nobody of them is pinged, and it is the user's turn. */
  readonly isByStaff?: boolean;
  /** Where whoever of them opened it reads what came of it. */
  readonly answerTo?: AnswerTo;
}

/**
 * Opens a ticket: the post with the user's facts, then what the user wrote, then "message sent" to the user, once the
 * first message has arrived. That answer confirms the first message; the further ones get a receipt each.
 */
export function openTicket(opening: Opening, serverRules: Rules, now: number): Decision {
  const rules = rulesIn(opening.category, serverRules);
  const ticket = newTicket(opening, rules, now);
  const { name } = opening.user;
  const shown = opening.writings.map((writing, index) =>
    seenByStaff(ticket, { writing, name, receipt: rules.receipts && index > 0 && writing.isUpload !== true }),
  );
  const copies = shown.map((one) => copiesForPost(one, rules));
  const { inFacts, behind } = laidOut(seenAnswers(ticket, opening.answers));
  const post = postFor(ticket, opening, inFacts, rules);
  const firstCopy = copies.find((some) => some.length > 0)?.at(-1);
  return {
    ticket,
    effects: [
      { effect: post },
      ...behind.map((statement) => ({ effect: statementTo('post', statement, rules) })),
      ...quoteOutside(ticket, opening.quotes ?? null, rules).map((effect) => ({ effect })),
      ...copies.flat().map((effect) => ({ effect })),
      // Where it is a form alone that was sent, the post has it.
      ...messageSent(ticket, opening, opening.answers.length > 0 ? (firstCopy ?? post) : firstCopy, { rules, now }),
      ...shown.flatMap((one) => refusedFiles(one, rules)).map((effect) => ({ effect })),
    ],
  };
}

function newTicket(
  { id, mark, user, disguise, category, isByStaff = false }: Opening,
  rules: Rules,
  now: number,
): Ticket {
  return {
    id,
    serverId: rules.serverId,
    userId: user.id,
    userName: disguise?.name ?? user.name,
    isAnonymous: disguise !== null,
    category,
    status: 'open',
    activity: isByStaff ? 'awaitingResponse' : 'unanswered',
    postId: null,
    mark,
    openedAt: now,
    closedAt: null,
    closePlan: null,
    feedback: null,
    silence: null,
    claimedBy: null,
    watchers: [],
  };
}

function postFor(
  ticket: Ticket,
  { user, member, disguise, earlierTickets, isByStaff = false, answerTo }: Opening,
  answers: readonly FormAnswer[],
  rules: Rules,
): Effect {
  return {
    type: 'openPost',
    serverId: ticket.serverId,
    title: titleFor(ticket, rules),
    facts: {
      ticketId: ticket.id,
      mark: ticket.mark,
      // What isn't in it can't get out by it.
      who: disguise === null ? { user, member, earlierTickets } : { disguise },
      category: shownCategory(ticket, rules),
      answers,
      openedAt: ticket.openedAt,
      address: rules.readsContent ? null : (rules.botMentions[0] ?? null),
    },
    pings: isByStaff ? [] : rules.pings,
    tags: tagsOf(ticket),
    language: rules.language,
    autoArchiveMinutes: rules.autoArchiveMinutes,
    ...(answerTo === undefined ? {} : { answerTo }),
  };
}

function shownCategory({ category: id }: Ticket, rules: Rules): PostFacts['category'] {
  const category = categoryOf(id, rules);
  return category === null ? null : { name: category.name, emoji: category.emoji };
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
  { writings, prompt, language }: Opening,
  arrived: Effect | undefined,
  { rules, now }: { readonly rules: Rules; readonly now: number },
): readonly Planned[] {
  if (arrived === undefined) return [];
  const creationMessage =
    rules.creationMessage === null ? null : fill(rules.creationMessage, placeholders(ticket, rules));
  const statement: Statement = {
    type: 'messageSent',
    server: rules.serverName,
    creationMessage,
    backAt: backAt(rules.hours, now),
  };
  const effect =
    prompt === null
      ? statementTo('user', statement, rules, writings[0]?.messageId)
      : promptInto(prompt, statement, { language: language ?? rules.language });
  return [{ effect, after: [arrived] }];
}
