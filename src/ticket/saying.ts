import type { Statement } from './statement.ts';
import type { Answer, Decision } from './decision.ts';
import type { Effect, Planned } from './effects.ts';
import type { Rules } from './rules.ts';
import type { ChannelId, MessageId, Ticket } from './ticket.ts';

type ToPost = Extract<Effect, { type: 'sendToPost' }>;
type ToUser = Extract<Effect, { type: 'sendToUser' }>;

/** What settles the language: the rules of a server do, and where none is meant (yet), the usual one. */
export type Voice = Pick<Rules, 'language'> & Partial<Pick<Rules, 'userLanguage'>>;

export function statementTo(side: 'post', statement: Statement, voice: Voice, replyTo?: MessageId): ToPost;
export function statementTo(side: 'user', statement: Statement, voice: Voice, replyTo?: MessageId): ToUser;
/** The bot says something of its own on one side, in the language that is settled now: the server's in the post, the user's to them. */
export function statementTo(
  side: 'post' | 'user',
  statement: Statement,
  voice: Voice,
  replyTo?: MessageId,
): ToPost | ToUser {
  const outgoing = {
    body: { type: 'statement', statement, language: side === 'post' ? voice.language : userLanguage(voice) },
    replyTo: replyTo ?? null,
    source: null,
  } as const;
  return side === 'post'
    ? { type: 'sendToPost', shownByAnswer: false, ...outgoing }
    : { type: 'sendToUser', ...outgoing };
}

/** Only whoever used it reads what came of it. */
export function toInvoker(ticket: Ticket, statement: Statement): Decision {
  return { ticket, effects: [], answer: { to: 'invoker', statement } };
}

/**
 * Everybody in the post reads what a command did: by its answer, where it was used there; else the bot says it there, and
 * whoever used the command reads `elsewhere`.
 */
export function sayForAll(
  ticket: Ticket,
  { channelId }: { readonly channelId: ChannelId },
  { statement, elsewhere }: { readonly statement: Statement; readonly elsewhere: Statement },
  rules: Rules,
): { readonly effect: Effect; readonly answer: Answer } {
  // A post is a channel with the same ID.
  const isHere = (channelId as string) === ticket.postId;
  const effect = { ...statementTo('post', statement, rules), shownByAnswer: isHere };
  return { effect, answer: isHere ? { to: 'everyone', statement, effect } : { to: 'invoker', statement: elsewhere } };
}

/** The question whether the ticket may be closed becomes something else, where it was asked and has arrived. */
export function questionInto({ closePlan }: Ticket, statement: Statement, rules: Rules): readonly Planned[] {
  if (closePlan?.type !== 'request' || closePlan.messageId === null) return [];
  return [{ effect: promptInto(closePlan.messageId, statement, rules) }];
}

/** The sign on a message that it was not delivered. */
export function failureMark(side: 'post' | 'user', messageId: MessageId): Effect {
  return { type: 'react', side, messageId, outcome: 'failed' };
}

/** A question in the user's DM becomes something else, without its buttons. */
export function promptInto(messageId: MessageId, statement: Statement, voice: Voice): Effect {
  return { type: 'editStatement', side: 'user', messageId, statement, language: userLanguage(voice) };
}

function userLanguage(voice: Voice): string {
  return voice.userLanguage ?? voice.language;
}
