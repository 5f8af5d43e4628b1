import { merge, nothing, planned } from './change.ts';
import type { Change } from './change.ts';
import type { SendAsStaff } from './as-staff.ts';
import type { MessageDeleted, MessageEdited } from './events.ts';
import { messageLimit, splitText } from './split.ts';
import type { Standing } from './standing.ts';
import type { MessageId, Person, Ticket } from './ticket.ts';

/** What staff typed, as the post shows it, part by part. */
export function asStaff(
  { serverId }: Ticket,
  { by, text, messageId }: { readonly by: Person; readonly text: string; readonly messageId: MessageId },
): readonly SendAsStaff[] {
  const texts = splitText(text, messageLimit);
  return texts.map((content, index) => {
    const source = { messageId, part: index + 1, parts: texts.length, receipt: false };
    return { type: 'sendAsStaff', serverId, by, content, source };
  });
}

/** The post shows what a message says that was typed into a command and edited since. */
export function shownAgain(
  ticket: Ticket,
  { shown, after: { text, messageId } }: Pick<MessageEdited, 'after' | 'shown'>,
): Change {
  if (shown === undefined) return nothing;
  const parts = asStaff(ticket, { by: shown.by, text, messageId });
  const changed = parts.map((part): Change => {
    const standing = shown.standing.find((one) => one.part === part.source.part);
    return standing === undefined ? planned(part) : changePart(part, standing);
  });
  const surplus = shown.standing.filter(({ part }) => part > parts.length);
  return merge([...changed, ...surplus.map((standing) => takeAway(ticket, messageId, standing))]);
}

/** The post no longer shows a message that was typed into a command. */
export function shownNoMore(ticket: Ticket, { shown, before }: MessageDeleted): Change {
  return merge((shown?.standing ?? []).map((standing) => takeAway(ticket, before.messageId, standing)));
}

function changePart(part: SendAsStaff, { state, content: before }: Standing): Change {
  const { serverId, by, content, source } = part;
  const { messageId: copyOf } = source;
  if (state === 'unsent') return rewrite(copyOf, source.part, part);
  if (before === content) return nothing;
  return planned({ type: 'editAsStaff', serverId, copyOf, part: source.part, content, by: by.id });
}

function takeAway({ serverId }: Ticket, copyOf: MessageId, { part, state }: Standing): Change {
  if (state === 'unsent') return rewrite(copyOf, part, null);
  return planned({ type: 'deleteAsStaff', serverId, copyOf, part });
}

function rewrite(source: MessageId, part: number, outgoing: SendAsStaff | null): Change {
  return { effects: [], rewrites: [{ side: 'post', source, part, outgoing }] };
}
