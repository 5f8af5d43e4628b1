import { inClosedPost } from './closing.ts';
import type { LeftOut } from './attached.ts';
import type { Statement } from './statement.ts';
import type { Effect, Planned } from './effects.ts';
import type { Delivered } from './events.ts';
import type { Rules } from './rules.ts';
import { statementTo } from './saying.ts';
import type { Ticket } from './ticket.ts';

type Sending = Extract<Effect, { type: 'sendToPost' | 'sendToUser' }>;

/** What the rules keep back is its author's affair; what got lost is told to both sides. */
const isLost: Readonly<Record<LeftOut['why'], boolean>> = {
  notMedia: false,
  noFiles: false,
  wouldTell: false,
  gone: true,
  notDiscord: true,
  longer: true,
  unreachable: true,
};

/** A message went out without some of its files: whoever wrote it is told which and why, and whoever reads it what they lack. */
export function toldOfLeftOut(ticket: Ticket, effect: Sending, event: Delivered, rules: Rules): readonly Planned[] {
  const { leftOut = [], messageId } = event;
  const lost = leftOut.filter(({ why }) => isLost[why]);
  const forAuthor: Statement | null = leftOut.length === 0 ? null : saying(leftOut, true);
  const isHidden = effect.attached?.isHidden === true;
  const forReader: Statement | null = lost.length === 0 ? null : saying(isHidden ? lost.map(unnamed) : lost, false);
  const written = effect.source?.messageId;
  const isFromUser = effect.type === 'sendToPost';
  const toUser = isFromUser ? forAuthor : forReader;
  const toPost = isFromUser ? forReader : forAuthor;
  const copy = messageId ?? undefined;
  return [
    ...(toUser === null ? [] : [plan(statementTo('user', toUser, rules, isFromUser ? written : copy))]),
    ...(toPost === null ? [] : inPost(ticket, statementTo('post', toPost, rules, isFromUser ? copy : written))),
  ];
}

/** What its author called it may tell who they are. */
function unnamed(file: LeftOut): LeftOut {
  return { ...file, name: 'file' };
}

function saying(files: readonly LeftOut[], isForAuthor: boolean): Statement {
  return { type: 'filesLeftOut', isForAuthor, files: files.map(({ name, why }) => ({ name, why })) };
}

/** A post that is being closed may be archived by the time this is said. */
function inPost(ticket: Ticket, said: Effect): readonly Planned[] {
  return ticket.status === 'open' ? [plan(said)] : inClosedPost(ticket, said);
}

function plan(effect: Effect): Planned {
  return { effect };
}
