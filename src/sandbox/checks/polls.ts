import type { NewPoll } from '../world/message-parts.ts';
import type { Emoji } from '../world/nouns.ts';
import { isFields, type FieldPath, type Fields, type Form } from './form.ts';

const maxQuestion = 300;
const maxAnswer = 55;
const defaultHours = 24;

/** Reads a poll: https://docs.discord.com/developers/resources/poll#poll-create-request-object */
export function readPoll(form: Form, body: Fields, path: FieldPath): NewPoll | null {
  const fields = body['poll'];
  if (!isFields(fields)) return null;
  const at = [...path, 'poll'];
  const question = form.object(fields['question'], [...at, 'question']);
  const answers = form.list(fields, [...at, 'answers'], { min: 1, max: 10 }) ?? [];
  return {
    question: form.requiredText(question, [...at, 'question', 'text'], { max: maxQuestion }),
    answers: answers.map((one, index) => readAnswer(form, one, [...at, 'answers', index, 'poll_media'])),
    allowsSeveral: form.flag(fields, [...at, 'allow_multiselect']) ?? false,
    hours: form.integer(fields, [...at, 'duration'], { min: 1, max: 768 }) ?? defaultHours,
  };
}

function readAnswer(form: Form, value: unknown, path: FieldPath): NewPoll['answers'][number] {
  const media = form.object(isFields(value) ? value['poll_media'] : value, path);
  const emoji = isFields(media['emoji']) ? media['emoji'] : null;
  return {
    text: form.requiredText(media, [...path, 'text'], { max: maxAnswer }),
    emoji: emoji === null ? null : readEmoji(form, emoji, [...path, 'emoji']),
  };
}

function readEmoji(form: Form, fields: Fields, path: FieldPath): Emoji {
  return {
    id: form.text(fields, [...path, 'id']) ?? null,
    name: form.text(fields, [...path, 'name']) ?? '',
  };
}
