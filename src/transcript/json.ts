import type { FormAnswer } from '../ticket/form.ts';
import type { SeenFile, SeenMessage } from '../ticket/seen-ticket.ts';
import { entriesOf } from './transcript.ts';
import type { FileStates, Transcript, TranscriptEntry } from './transcript.ts';

/** Goes up when something changes that a program that reads it would notice. */
const version = 1;

/** A transcript as JSON, piece by piece; `transcript.schema.json` beside this file says what it holds. */
export function* toJson(transcript: Transcript): Generator<string> {
  const head = JSON.stringify(headOf(transcript), null, 2).replace(/\n\}$/, '');
  yield `${head},\n  "entries": [`;
  let isFirst = true;
  for (const entry of entriesOf(transcript.ticket)) {
    yield `${isFirst ? '' : ','}\n    ${JSON.stringify(toWritten(entry, transcript))}`;
    isFirst = false;
  }
  yield `${isFirst ? '' : '\n  '}]\n}\n`;
}

function headOf({ ticket: { view, facts }, exportedAt, categoryName }: Transcript) {
  const { category, feedback, user } = facts;
  return {
    format: 'supportmail-transcript',
    version,
    view,
    exported_at: time(exportedAt),
    ticket: {
      number: facts.id,
      server: facts.serverId,
      post: facts.postId,
      status: facts.status,
      activity: facts.activity,
      category: category === null ? null : { id: category, name: categoryName },
      opened_at: time(facts.openedAt),
      closed_at: time(facts.closedAt),
      is_anonymous: facts.isAnonymous,
      user,
      form: facts.form.map(answer),
      feedback:
        feedback === null
          ? null
          : { rating: feedback.rating, rated_at: time(feedback.ratedAt), answers: feedback.answers.map(answer) },
      messages: facts.messages,
    },
  };
}

function toWritten(entry: TranscriptEntry, { fileState }: Transcript) {
  if (entry.type === 'event') {
    const { at, type, by, detail } = entry.event;
    return { type: 'event', at: time(at), event: type, by, detail };
  }
  return messageOf(entry.message, fileState);
}

function messageOf(message: SeenMessage, fileState: FileStates) {
  const { id, author, replyTo } = message;
  return {
    type: 'message',
    id,
    side: message.side,
    kind: message.kind,
    author: { name: author.name, id: author.id, shown_as: author.shownAs },
    written_at: time(message.writtenAt),
    edited_at: time(message.editedAt),
    deleted_at: time(message.deletedAt),
    reply_to: replyTo?.id ?? null,
    text: message.text,
    attachments: message.files.map((file, index) => ({ ...attachment(file), ...stateOf(fileState(id, index)) })),
    earlier: message.earlier.map(({ until, text, files }) => ({
      until: time(until),
      text,
      attachments: files.map(attachment),
    })),
  };
}

function attachment({ name, size, contentType, description, isVoice }: SeenFile) {
  return { name, size, content_type: contentType, description, is_voice: isVoice };
}

function stateOf(state: ReturnType<FileStates>) {
  if (state === null) return { path: null, missing: null };
  return state.type === 'kept' ? { path: state.path, missing: null } : { path: null, missing: state.why };
}

function answer({ label, values }: FormAnswer) {
  return { label, values };
}

function time(at: number): string;
function time(at: number | null): string | null;
function time(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
