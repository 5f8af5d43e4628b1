// A message as the page shows it. Types only: the client is bundled for a browser on its own.

export interface MessageView {
  id: string;
  authorId: string;
  authorName: string;
  bot: boolean;
  /** A webhook wrote it, under a name of its choice. */
  webhook: boolean;
  sentAt: number;
  editedAt: number | null;
  content: string;
  attachments: AttachmentView[];
  stickers: StickerView[];
  poll: PollView | null;
  forward: ForwardView | null;
  embeds: EmbedView[];
  components: ComponentView[];
  reactions: { emoji: string; count: number }[];
  reply: ReplyView | null;
  /** The slash command or menu that this message answers. */
  command: { personId: string; name: string; isMenu: boolean } | null;
  /** An ephemeral answer: only this person sees it. */
  onlyFor: string | null;
  /** The bot has deferred its answer: it is still thinking. */
  pending: boolean;
}

/** A file of a message. */
export interface AttachmentView {
  id: string;
  name: string;
  size: number;
  /** On this page's own origin. */
  url: string;
  contentType: string | null;
  description: string | null;
  picture: { width: number; height: number } | null;
  /** How long a voice message is; null for other files. */
  voiceSeconds: number | null;
}

/** A sticker; without a link when browsers can't show its kind. */
export interface StickerView {
  id: string;
  name: string;
  url: string | null;
}

export interface PollView {
  question: string;
  answers: string[];
  endsAt: number;
}

/** What a forward shows of another message. */
export interface ForwardView {
  content: string;
  attachments: AttachmentView[];
  stickers: StickerView[];
  embeds: EmbedView[];
  components: ComponentView[];
}

/** `missing` when the message replied to was deleted. */
export type ReplyView = { type: 'message'; messageId: string } | { type: 'missing' };

export interface EmbedView {
  title: string | null;
  description: string | null;
  color: number | null;
  author: string | null;
  thumbnailUrl: string | null;
  fields: { name: string; value: string; inline: boolean }[];
  footer: string | null;
  timestampAt: number | null;
}

export type ComponentView =
  | { type: 'container'; color: number | null; children: ComponentView[] }
  | { type: 'text'; content: string }
  | { type: 'section'; texts: string[]; accessory: ComponentView | null }
  | { type: 'separator'; line: boolean; large: boolean }
  | { type: 'row'; children: ComponentView[] }
  | ButtonView
  | SelectView
  | { type: 'other'; kind: number };

export interface ButtonView {
  type: 'button';
  /** Null for a button that is only a link. */
  customId: string | null;
  label: string;
  emoji: string | null;
  style: 'primary' | 'secondary' | 'success' | 'danger' | 'link';
  url: string | null;
  disabled: boolean;
}

export interface SelectView {
  type: 'select';
  customId: string;
  placeholder: string;
  minValues: number;
  maxValues: number;
  disabled: boolean;
  options: ChoiceView[];
}

export interface ChoiceView {
  value: string;
  label: string;
  description: string | null;
  selected: boolean;
}
