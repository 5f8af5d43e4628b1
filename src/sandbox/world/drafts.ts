import type { AllowedMentions } from './mentions.ts';
import type { Component, Embed } from './nouns.ts';

/** A message that is to be: checked in form, not yet whether its author may send it. */
export interface Draft {
  readonly content: string;
  readonly embeds: Embed[];
  readonly components: Component[];
  readonly flags: number;
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
  componentsV2: 1 << 15,
} as const;

/** A draft of text alone, as people write it. */
export function plainDraft(content: string, replyTo: string | null): Draft {
  return {
    content: content.trim(),
    embeds: [],
    components: [],
    flags: 0,
    replyTo: replyTo === null ? null : { messageId: replyTo, failIfNotExists: true },
    // A person's client mentions whom it replies to unless told otherwise.
    allowed: { parse: ['users', 'roles', 'everyone'], users: [], roles: [], repliedUser: true },
    nonce: null,
    enforceNonce: false,
  };
}

/** Whether nothing would be visible: 50006. */
export function isEmpty(draft: Pick<Draft, 'content' | 'embeds' | 'components'>): boolean {
  return draft.content === '' && draft.embeds.length === 0 && draft.components.length === 0;
}
