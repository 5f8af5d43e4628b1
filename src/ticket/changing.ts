import type { Decision } from './decision.ts';
import type { Effect, Outgoing, Planned } from './effects.ts';
import type { MessageDeleted, MessageEdited } from './events.ts';
import { forwardingOfText, textForUser } from './forwarding.ts';
import { partsForPost, partsForUser } from './relaying.ts';
import type { Rules } from './rules.ts';
import type { Rewrite } from './rewrite.ts';
import { messageLimit } from './split.ts';
import type { Ticket, Writing } from './ticket.ts';

type Change = Pick<Decision, 'effects' | 'rewrites'>;

/** Somebody edited what they wrote: the copies follow, part by part. After closing it is only recorded. */
export function edited(ticket: Ticket, event: MessageEdited, rules: Rules): Decision {
  if (ticket.status !== 'open') return { ticket, effects: [] };
  if (event.side === 'staff' && isWithdrawn(event, rules)) {
    return { ticket, ...withdrawn(event, rules), record: 'note' };
  }
  const before = renderedBefore(event, rules);
  const after = rendered(event, event.after, rules, [rules.words.edited]);
  return { ticket, ...bring(event, before, after) };
}

/** Somebody deleted what they wrote. Staff's goes from the user's side, always; a user's stays in the post, marked. */
export function deleted(ticket: Ticket, event: MessageDeleted, rules: Rules): Decision {
  if (event.side === 'staff') return { ticket, ...withdrawn(event, rules) };
  if (ticket.status !== 'open') return { ticket, effects: [] };
  const marked = rendered(event, event.before, rules, [rules.words.deletedByUser]);
  const before = renderedBefore(event, rules);
  return { ticket, ...bring(event, before, marked) };
}

type Changed = MessageEdited | MessageDeleted;

/** What stands on the other side now, or is to be sent there. */
function renderedBefore(event: Changed, rules: Rules): readonly Outgoing[] {
  return rendered(event, event.before, rules, event.wasEdited ? [rules.words.edited] : []);
}

/** Discord shows by itself that the bot edited its copy in the DM; in the post it is said who did. */
function rendered(event: Changed, writing: Writing, rules: Rules, marks: readonly string[]): readonly Outgoing[] {
  if (event.side === 'user') return partsForPost({ writing, name: event.authorName, receipt: false, marks }, rules);
  return partsForUser({ ...writing, text: textForUser(writing.text, rules) }, event.authorName, {
    ...rules,
    receipts: false,
  });
}

/** A relayed message that becomes a note is taken back; one that was a note and was sent by hand isn't one for that. */
function isWithdrawn({ before, after }: MessageEdited, rules: Rules): boolean {
  return isNote(after, rules) && !isNote(before, rules);
}

function isNote(writing: Writing, rules: Rules): boolean {
  return forwardingOfText(writing, { ...rules, autoForward: true }).to === 'nobody';
}

function withdrawn(event: Changed, rules: Rules): Change {
  return surplus(event, renderedBefore(event, rules));
}

/** Makes what stands on the other side into what shall stand there. */
function bring(event: Changed, before: readonly Outgoing[], after: readonly Outgoing[]): Change {
  const kept = after.map((part, index) => changePart(event, part, before[index]));
  return merge([...kept, surplus(event, before.slice(after.length))]);
}

function changePart(event: Changed, part: Outgoing, before: Outgoing | undefined): Change {
  const number = part.source?.part ?? 1;
  if (before === undefined) return planned(continuation(event, part));
  if (isUnsent(event, number)) return rewrite(event, number, part);
  if (contentOf(before) === contentOf(part)) return { effects: [] };
  return planned({
    type: 'editCopy',
    side: otherSide(event),
    copyOf: event.before.messageId,
    part: number,
    content: contentOf(part),
  });
}

/** Parts that are no longer needed: taken away from the user, struck out in the post. */
function surplus(event: Changed, parts: readonly Outgoing[]): Change {
  return merge(
    parts.map((part) => {
      const number = part.source?.part ?? 1;
      if (isUnsent(event, number)) return rewrite(event, number, null);
      const copyOf = event.before.messageId;
      if (event.side === 'staff') return planned({ type: 'deleteCopy', copyOf, part: number });
      return planned({ type: 'editCopy', side: 'post', copyOf, part: number, content: struckOut(contentOf(part)) });
    }),
  );
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

function planned(effect: Effect): Change {
  return { effects: [{ effect }] };
}

function merge(changes: readonly Change[]): { effects: readonly Planned[]; rewrites: readonly Rewrite[] } {
  return {
    effects: changes.flatMap(({ effects }) => effects),
    rewrites: changes.flatMap(({ rewrites = [] }) => rewrites),
  };
}

function otherSide({ side }: Changed): 'post' | 'user' {
  return side === 'user' ? 'post' : 'user';
}

function isUnsent({ unsent }: Changed, part: number): boolean {
  return unsent.includes(part);
}

function contentOf({ body }: Outgoing): string {
  return body.type === 'relayed' ? body.content : '';
}

/** The small first line stays readable; code blocks can't be struck out and are left as they are. */
function struckOut(content: string): string {
  const [heading = '', ...lines] = content.split('\n');
  const text = lines.join('\n');
  const isPlain = !text.includes('```') && !text.includes('~~') && text.trim() !== '';
  const struck = `${heading}\n~~${text.trim()}~~`;
  return isPlain && struck.length <= messageLimit ? struck : content;
}
