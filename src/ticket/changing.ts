import { merge, nothing, planned } from './change.ts';
import type { Change } from './change.ts';
import type { Decision } from './decision.ts';
import type { Effect, Outgoing } from './effects.ts';
import type { EditUnread, MessageDeleted, MessageEdited } from './events.ts';
import { forwardingOfText, textForUser } from './forwarding.ts';
import { changedForPost, changedForUser } from './parts.ts';
import type { Rules } from './rules.ts';
import { statementTo } from './saying.ts';
import { seenByStaff, seenByUser } from './seen.ts';
import type { Standing } from './standing.ts';
import { shownAgain, shownNoMore } from './shown.ts';
import { struckOut } from './struck-out.ts';
import type { Ticket, Writing } from './ticket.ts';

/** Somebody edited what they wrote: the copies follow, part by part. After closing it is only recorded. */
export function edited(ticket: Ticket, event: MessageEdited, rules: Rules): Decision {
  const isOpen = ticket.status === 'open';
  if (event.side === 'staff' && event.shown === undefined && isWithdrawn(event, rules)) {
    return { ticket, ...(isOpen ? withdrawn(event) : nothing), record: 'note' };
  }
  if (!isOpen) return { ticket, effects: [] };
  const isUnconfirmed = event.standing.some(({ confirms }) => confirms);
  const after = rendered(
    ticket,
    { event, writing: event.after },
    { marks: [rules.words.edited], receipt: isUnconfirmed },
    rules,
  );
  const confirmation = isUnconfirmed ? confirmed(event, after) : nothing;
  return { ticket, ...merge([bring(event, after), confirmation, shownAgain(ticket, event)]) };
}

/** Somebody deleted what they wrote. Staff's goes from the user's side, always; a user's stays in the post, marked. */
export function deleted(ticket: Ticket, event: MessageDeleted, rules: Rules): Decision {
  if (event.side === 'staff') return { ticket, ...merge([withdrawn(event), shownNoMore(ticket, event)]) };
  if (ticket.status !== 'open') return { ticket, effects: [] };
  const marked = rendered(
    ticket,
    { event, writing: event.before },
    { marks: [rules.words.deletedByUser], receipt: false },
    rules,
  );
  return { ticket, ...bring(event, marked) };
}

/** What was relayed says something else now that can't be read: what the user has stays, and staff must not believe otherwise. */
export function editUnread(ticket: Ticket, { messageId }: EditUnread, rules: Rules): Decision {
  if (ticket.status !== 'open') return { ticket, effects: [] };
  const statement = { type: 'changeUnread', address: rules.botMentions[0] ?? '' } as const;
  return { ticket, ...planned(statementTo('post', statement, rules, messageId)) };
}

type Changed = MessageEdited | MessageDeleted;

/** Discord shows by itself that the bot edited its copy in the DM; in the post it is said who did. */
function rendered(
  ticket: Ticket,
  { event: { side, author, standing, shown }, writing }: { readonly event: Changed; readonly writing: Writing },
  { marks, receipt }: { readonly marks: readonly string[]; readonly receipt: boolean },
  rules: Rules,
): readonly Outgoing[] {
  if (side === 'user') {
    const seen = seenByStaff(ticket, { writing, name: author.name, receipt });
    return changedForPost({ ...seen, marks }, standing, rules);
  }
  // What was typed into a command has nothing at its beginning that addresses the user.
  const forUser = shown === undefined ? { ...writing, text: textForUser(writing.text, rules) } : writing;
  return changedForUser(seenByUser(forUser, author, { receipts: receipt }), standing, rules);
}

/** A relayed message that becomes a note is taken back; one that was a note and was sent by hand isn't one for that. */
function isWithdrawn({ before, after }: MessageEdited, rules: Rules): boolean {
  return isNote(after, rules) && !isNote(before, rules);
}

function isNote(writing: Writing, rules: Rules): boolean {
  return forwardingOfText(writing, { ...rules, autoForward: true }).to === 'nobody';
}

function withdrawn(event: Changed): Change {
  return merge(event.standing.map((standing) => takeAway(event, standing)));
}

/** Makes what stands on the other side into what shall stand there. */
function bring(event: Changed, after: readonly Outgoing[]): Change {
  const kept = after.map((outgoing) => changePart(event, outgoing));
  const surplus = event.standing.filter(({ part }) => !after.some(({ source }) => source?.part === part));
  return merge([...kept, ...surplus.map((standing) => takeAway(event, standing))]);
}

function changePart(event: Changed, outgoing: Outgoing): Change {
  const part = outgoing.source?.part ?? 1;
  const standing = event.standing.find((one) => one.part === part);
  if (standing === undefined) return planned(continuation(event, outgoing));
  if (standing.state === 'unsent') return rewrite(event, part, outgoing);
  return editCopy(event, standing, contentOf(outgoing), staying(event, standing));
}

/** What staff take out of their message goes from the user's copy, too; a user's files stay in the post. */
function staying(event: Changed, { files }: Standing): readonly string[] | null {
  if (event.type === 'messageDeleted' || event.side === 'user') return null;
  const kept = files.filter(({ id, isLink }) => !isLink && event.after.files.some((file) => file.id === id));
  return kept.length === files.length ? null : kept.map(({ id }) => id);
}

/** A part that is no longer needed: taken away from the user, struck out in the post. */
function takeAway(event: Changed, standing: Standing): Change {
  const { part, state, content } = standing;
  if (state === 'unsent') return rewrite(event, part, null);
  if (event.side === 'staff') return planned({ type: 'deleteCopy', copyOf: event.before.messageId, part });
  return content === null ? nothing : editCopy(event, standing, struckOut(content));
}

function editCopy(
  event: Changed,
  { part, content: before }: Standing,
  content: string,
  keeps: readonly string[] | null = null,
): Change {
  if (before === content && keeps === null) return nothing;
  const copyOf = event.before.messageId;
  return planned({
    type: 'editCopy',
    side: otherSide(event),
    copyOf,
    part,
    content,
    ...(keeps === null ? {} : { keeps }),
  });
}

/** What would have confirmed the message is no longer sent: all the rest is there already. */
function confirmed(event: Changed, after: readonly Outgoing[]): Change {
  const lastPart = after.at(-1)?.source?.part;
  const last = event.standing.find(({ part }) => part === lastPart);
  if (last === undefined || last.state === 'unsent' || last.confirms) return nothing;
  const side = event.side === 'user' ? 'user' : 'post';
  return planned({ type: 'react', side, messageId: event.before.messageId, outcome: 'delivered' });
}

/** A part that wasn't there before follows as a reply to the first one. */
function continuation(event: Changed, part: Outgoing): Effect {
  const outgoing = { ...part, replyTo: event.before.messageId };
  return event.side === 'user'
    ? { type: 'sendToPost', shownByAnswer: false, ...outgoing }
    : { type: 'sendToUser', ...outgoing };
}

function rewrite(event: Changed, part: number, outgoing: Outgoing | null): Change {
  return { effects: [], rewrites: [{ side: otherSide(event), source: event.before.messageId, part, outgoing }] };
}

function otherSide({ side }: Changed): 'post' | 'user' {
  return side === 'user' ? 'post' : 'user';
}

function contentOf({ body }: Outgoing): string {
  return body.type === 'relayed' ? body.content : '';
}
