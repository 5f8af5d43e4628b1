import type { AllowedMentions } from './mentions.ts';
import type { Activity, NewFile, NewPoll } from './message-parts.ts';
import type { Component, Embed, Message } from './nouns.ts';

/** A message that is to be: checked in form, not yet whether its author may send it. */
export interface Draft {
  readonly content: string;
  readonly embeds: Embed[];
  readonly components: Component[];
  readonly files: readonly NewFile[];
  readonly stickerIds: readonly string[];
  readonly poll: NewPoll | null;
  readonly forward: { readonly channelId: string; readonly messageId: string } | null;
  readonly activity: Activity | null;
  readonly flags: number;
  readonly tts: boolean;
  readonly replyTo: { readonly messageId: string; readonly failIfNotExists: boolean } | null;
  readonly allowed: AllowedMentions | null;
  readonly nonce: string | number | null;
  readonly enforceNonce: boolean;
}

/** Flags of a message: https://docs.discord.com/developers/resources/message#message-object-message-flags */
export const messageFlags = {
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  voiceMessage: 1 << 13,
  hasSnapshot: 1 << 14,
  componentsV2: 1 << 15,
} as const;

/** A draft of nothing, to be filled. */
export const emptyDraft: Draft = {
  content: '',
  embeds: [],
  components: [],
  files: [],
  stickerIds: [],
  poll: null,
  forward: null,
  activity: null,
  flags: 0,
  tts: false,
  replyTo: null,
  allowed: null,
  nonce: null,
  enforceNonce: false,
};

/** A draft of text alone, as people write it. */
export function plainDraft(content: string, replyTo: string | null): Draft {
  return {
    ...emptyDraft,
    content: content.trim(),
    replyTo: replyTo === null ? null : { messageId: replyTo, failIfNotExists: true },
    // A person's client mentions whom it replies to unless told otherwise.
    allowed: { parse: ['users', 'roles', 'everyone'], users: [], roles: [], repliedUser: true },
  };
}

/** Whether nothing would be visible: 50006. */
export function isEmpty(draft: Draft): boolean {
  const { stickerIds, poll, forward, activity } = draft;
  const hasOther = stickerIds.length > 0 || poll !== null || forward !== null || activity !== null;
  return !hasOther && draft.files.length === 0 && isBlank(draft);
}

/** Whether an edit would leave nothing visible. */
export function isEmptied(
  message: Message,
  changed: Pick<Message, 'content' | 'embeds' | 'components' | 'attachments'>,
): boolean {
  const hasOther = message.stickers.length > 0 || message.poll !== null || message.forward !== null;
  return !hasOther && changed.attachments.length === 0 && isBlank(changed);
}

function isBlank({ content, embeds, components }: Pick<Draft, 'content' | 'embeds' | 'components'>): boolean {
  return content === '' && embeds.length === 0 && components.length === 0;
}
