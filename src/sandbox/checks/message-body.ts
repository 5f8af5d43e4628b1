import { ApiError } from '../api-error.ts';
import { messageFlags, type Draft } from '../world/drafts.ts';
import type { AllowedMentions } from '../world/mentions.ts';
import type { MessageChange } from '../world/messages.ts';
import type { Uploads } from '../rest/multipart.ts';
import type { Attachment } from '../world/message-parts.ts';
import { readFileChange, readFiles } from './attachments.ts';
import { readComponents } from './components.ts';
import { readEmbeds } from './embeds.ts';
import { readPoll } from './polls.ts';
import { Form, isFields, type FieldPath, type Fields } from './form.ts';

/** A bot's messages have at most so many characters; only people with Nitro get 4,000. */
const maxContent = 2000;

/** Which flags a request may set where. */
export const settableFlags = {
  message: messageFlags.suppressEmbeds | messageFlags.suppressNotifications | messageFlags.componentsV2,
  answer:
    messageFlags.suppressEmbeds |
    messageFlags.suppressNotifications |
    messageFlags.componentsV2 |
    messageFlags.ephemeral,
} as const;

/** Reads the body of a message: https://docs.discord.com/developers/resources/message#create-message */
export function readDraft(form: Form, body: Fields, path: FieldPath, settable: number, uploads: Uploads): Draft {
  const flags = (form.integer(body, [...path, 'flags']) ?? 0) & settable;
  const isV2 = (flags & messageFlags.componentsV2) !== 0;
  const content = form.text(body, [...path, 'content'], { max: maxContent }) ?? '';
  const embeds = readEmbeds(form, body, [...path, 'embeds']) ?? [];
  const components = readComponents(form, body, [...path, 'components'], isV2) ?? [];
  if (isV2) refuseBesideV2(form, path, { content, embeds });
  return {
    content,
    embeds,
    components,
    files: readFiles(form, body, path, uploads),
    stickerIds: form.ids(body, [...path, 'sticker_ids'], { max: 3 }) ?? [],
    poll: readPoll(form, body, path),
    activity: null,
    flags,
    tts: form.flag(body, [...path, 'tts']) ?? false,
    ...readReference(form, body, path),
    allowed: readAllowedMentions(form, body, [...path, 'allowed_mentions']),
    nonce: readNonce(form, body, path),
    enforceNonce: form.flag(body, [...path, 'enforce_nonce']) ?? false,
  };
}

// components/reference: with IS_COMPONENTS_V2 a message has neither content nor embeds.
function refuseBesideV2(form: Form, path: FieldPath, draft: { content: string; embeds: readonly unknown[] }): void {
  const say = 'cannot be used when using MessageFlags.IS_COMPONENTS_V2';
  const code = 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2';
  if (draft.content !== '') form.fail([...path, 'content'], code, `The 'content' field ${say}`);
  if (draft.embeds.length > 0) form.fail([...path, 'embeds'], code, `The 'embeds' field ${say}`);
}

function readNonce(form: Form, body: Fields, path: FieldPath): string | number | null {
  const nonce = body['nonce'];
  if (typeof nonce === 'number') return nonce;
  return form.text(body, [...path, 'nonce'], { max: 25 }) ?? null;
}

const forwardType = 1;

// resources/message#message-reference: a reply, or a forward of a message anywhere.
function readReference(form: Form, body: Fields, path: FieldPath): Pick<Draft, 'replyTo' | 'forward'> {
  const reference = body['message_reference'];
  if (!isFields(reference)) return { replyTo: null, forward: null };
  const at = [...path, 'message_reference'];
  const messageId = form.requiredText(reference, [...at, 'message_id']);
  if (form.choice(reference, [...at, 'type'], [0, forwardType]) === forwardType) {
    return { replyTo: null, forward: { messageId, channelId: form.requiredText(reference, [...at, 'channel_id']) } };
  }
  const failIfNotExists = form.flag(reference, [...at, 'fail_if_not_exists']) ?? true;
  return { replyTo: { messageId, failIfNotExists }, forward: null };
}

/** Reads `allowed_mentions`; null when the body has none, which allows everything. */
function readAllowedMentions(form: Form, body: Fields, path: FieldPath): AllowedMentions | null {
  const fields = body['allowed_mentions'];
  if (!isFields(fields)) return null;
  const parse = form.list(fields, [...path, 'parse']) ?? [];
  const users = form.ids(fields, [...path, 'users'], { max: 100 }) ?? [];
  const roles = form.ids(fields, [...path, 'roles'], { max: 100 }) ?? [];
  for (const [kind, ids] of Object.entries({ users, roles })) {
    if (ids.length > 0 && parse.includes(kind)) {
      const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
      form.fail(path, 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message);
    }
  }
  return {
    parse: parse.filter((kind) => kind === 'users' || kind === 'roles' || kind === 'everyone'),
    users,
    roles,
    repliedUser: form.flag(fields, [...path, 'replied_user']) ?? false,
  };
}

/** The message that an edit is about. */
export interface Edited {
  readonly flags: number;
  readonly attachments: readonly Attachment[];
}

/** Reads the body of an edit. What is absent stays; null empties. */
export function readChange(body: Fields, { flags: oldFlags, attachments }: Edited, uploads: Uploads): MessageChange {
  const form = new Form();
  const asked = form.integer(body, ['flags']);
  // components/reference: IS_COMPONENTS_V2 can be set by an edit, but never taken away.
  const flags =
    asked === undefined ? oldFlags : (oldFlags & ~editableFlags) | (asked & editableFlags) | keptOf(oldFlags);
  const isV2 = (flags & messageFlags.componentsV2) !== 0;
  const content = form.text(body, ['content'], { max: maxContent });
  const embeds = readEmbeds(form, body, ['embeds']);
  const components = readComponents(form, body, ['components'], isV2);
  if (isV2) refuseBesideV2(form, [], { content: content ?? '', embeds: embeds ?? [] });
  const allowed = readAllowedMentions(form, body, ['allowed_mentions']);
  const files = readFileChange(form, body, uploads, attachments);
  form.finish();
  return {
    content: body['content'] === null ? '' : content,
    embeds: body['embeds'] === null ? [] : embeds,
    components: body['components'] === null ? [] : components,
    flags,
    files,
    allowed,
  };
}

const editableFlags = messageFlags.suppressEmbeds | messageFlags.componentsV2;

function keptOf(flags: number): number {
  return flags & messageFlags.componentsV2;
}

/** The body as a JSON object, or 50109. */
export function bodyFields(body: unknown): Fields {
  if (!isFields(body)) throw new ApiError(50109);
  return body;
}
