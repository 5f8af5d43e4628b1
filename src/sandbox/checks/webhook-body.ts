import type { Uploads } from '../rest/multipart.ts';
import { messageFlags, type Draft } from '../world/drafts.ts';
import type { Execution, WebhookChange } from '../world/webhooks.ts';
import { Form, type Fields } from './form.ts';
import { readDraft } from './message-body.ts';

// https://docs.discord.com/developers/resources/webhook#create-webhook and resources/user#usernames-and-nicknames
const forbiddenInside = ['clyde', 'discord'];
const forbiddenWhole = ['everyone', 'here'];

const settable = messageFlags.suppressEmbeds | messageFlags.suppressNotifications | messageFlags.componentsV2;

/** Reads what a webhook is made with. */
export function readNewWebhook(body: Fields): WebhookChange & { name: string } {
  const form = new Form();
  form.requiredText(body, ['name']);
  const change = readFields(form, body);
  form.finish();
  return { ...change, name: change.name ?? '' };
}

/** Reads what a webhook is changed to. */
export function readWebhookChange(body: Fields): WebhookChange {
  const form = new Form();
  const change = readFields(form, body);
  form.finish();
  return change;
}

function readFields(form: Form, body: Fields): WebhookChange {
  const avatar = body['avatar'] === null ? null : form.text(body, ['avatar']);
  if (typeof avatar === 'string' && !/^data:image\/(png|jpeg|gif|webp|avif);base64,/.test(avatar)) {
    form.fail(['avatar'], 'IMAGE_INVALID', 'Invalid image data');
  }
  return { name: readName(form, body, 'name'), avatar };
}

function readName(form: Form, body: Fields, field: string): string | undefined {
  const name = form.text(body, [field], { min: 1, max: 80 });
  if (name === undefined) return undefined;
  const plain = name.toLowerCase();
  const contained = forbiddenInside.find((word) => plain.includes(word));
  if (contained !== undefined) {
    form.fail([field], 'USERNAME_INVALID_CONTAINS', `Username cannot contain "${contained}"`);
  }
  if (forbiddenWhole.includes(plain)) form.fail([field], 'USERNAME_INVALID', `Username cannot be "${plain}"`);
  return name;
}

/** Reads what a webhook is to write. It has no replies, forwards, stickers and nonces: what speaks of them is ignored. */
export function readExecution(body: Fields, uploads: Uploads): Pick<Execution, 'draft' | 'guise'> {
  if (body['thread_name'] !== undefined) throw new Error('The sandbox opens no posts by webhook');
  const form = new Form();
  const username = readName(form, body, 'username');
  const avatar = form.text(body, ['avatar_url'], { max: 2048 });
  const draft: Draft = { ...readDraft(form, body, [], settable, uploads), ...notForWebhooks };
  form.finish();
  const guise = { ...(username === undefined ? {} : { username }), ...(avatar === undefined ? {} : { avatar }) };
  return { draft, guise };
}

const notForWebhooks = { replyTo: null, forward: null, stickerIds: [], nonce: null, enforceNonce: false } as const;
