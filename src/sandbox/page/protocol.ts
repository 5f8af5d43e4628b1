// What the page and the sandbox say to each other. Types only: the client is bundled for a browser on its own.

/** Everything the page shows, except the messages. */
export interface Frame {
  bot: BotView;
  server: { name: string };
  forum: { name: string; tags: TagView[] };
  people: PersonView[];
  roles: { id: string; name: string }[];
  channels: { id: string; name: string }[];
  /** Those of them that are written in. */
  textChannels: ChannelView[];
  posts: PostView[];
  /** The stickers that everybody can send. */
  stickers: StickerView[];
  counts: CountsView;
  troubles: TroublesView;
}

/** What became of what people wrote to each other through the bot, counted on both sides: see `tally/tally.ts`. */
export interface CountsView {
  written: number;
  delivered: number;
  waiting: number;
  lost: number;
  told: number;
  doubled: number;
}

/** What goes wrong at present, and has gone wrong, by the visitor's wish. */
export interface TroublesView {
  /** How often the bot was killed; null where this page can't do that. */
  kills: number | null;
  isFailing: boolean;
  isLosingAnswers: boolean;
}

export interface BotView {
  id: string;
  name: string;
  online: boolean;
}

/** A person of the simulation. The page lets its visitor act as any of them. */
export interface PersonView {
  id: string;
  name: string;
  username: string;
  staff: boolean;
  /** Null until the person and the bot have written to each other. */
  dmChannelId: string | null;
  /** Whether they take direct messages from the server's members. */
  dmsOpen: boolean;
  /** Whether they are in the server. */
  inServer: boolean;
  /** The language of their Discord. */
  locale: string;
  /** The server's text channels that they see. */
  channelIds: string[];
}

export interface TagView {
  id: string;
  name: string;
  emoji: string | null;
}

export interface ChannelView {
  id: string;
  name: string;
}

export interface PostView {
  id: string;
  title: string;
  tagIds: string[];
  archived: boolean;
  locked: boolean;
}

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

export interface ModalView {
  /** The interaction that the modal answers: it is submitted under this ID. */
  id: string;
  title: string;
  parts: ModalPart[];
}

export type ModalPart = { type: 'text'; content: string } | ModalInput | ModalSelect | ModalFiles;

interface ModalField {
  customId: string;
  label: string;
  description: string | null;
  required: boolean;
}

export interface ModalInput extends ModalField {
  type: 'input';
  long: boolean;
  value: string;
  placeholder: string;
  minLength: number;
  maxLength: number;
}

export interface ModalFiles extends ModalField {
  type: 'files';
  maxFiles: number;
}

export interface ModalSelect extends ModalField {
  type: 'choice';
  select: SelectView;
}

/** A slash command as its user meets it: a subcommand is a command of its own here. */
export interface CommandView {
  /** What is typed after the slash, such as `close-request create`. */
  name: string;
  description: string;
  options: OptionView[];
}

export interface OptionView {
  name: string;
  description: string;
  kind: 'string' | 'integer' | 'number' | 'boolean' | 'user' | 'role' | 'channel' | 'mentionable' | 'attachment';
  required: boolean;
  choices: { name: string; value: string }[];
  autocomplete: boolean;
}

/** What the events stream carries: everything at first, then the parts that changed. */
export type Update =
  | { type: 'everything'; frame: Frame; logs: Record<string, MessageView[]> }
  | { type: 'changes'; frame: Frame | null; logs: Record<string, MessageView[] | null> };

/** Where a person writes: their direct messages with the bot, or a channel of the server. */
export type Place = { type: 'dm' } | { type: 'channel'; channelId: string };

/** A file that somebody sends. */
export interface SentFile {
  name: string;
  contentType: string | null;
  base64: string;
}

/** What is sent in place of a text: a sticker, or a sample of what only Discord's own clients can make. */
export type Extra = { type: 'sticker'; id: string } | { type: 'voice' } | { type: 'poll' };

/** What staff can do with a post by hand. */
export type PostChange = 'archive' | 'reopen' | 'lock' | 'unlock' | 'delete';

/** What a visitor of the page has somebody do. */
export type Action =
  | { type: 'write'; personId: string; place: Place; text: string; replyTo: string | null; files?: SentFile[] }
  | { type: 'sendExtra'; personId: string; place: Place; extra: Extra }
  | { type: 'forward'; personId: string; place: Place; messageId: string }
  | { type: 'menu'; personId: string; messageId: string; name: string }
  | { type: 'personMenu'; personId: string; place: Place; aboutId: string; name: string }
  | { type: 'changePost'; personId: string; postId: string; change: PostChange }
  | { type: 'takeDms'; personId: string; isOpen: boolean }
  | { type: 'speak'; personId: string; locale: string }
  | { type: 'join'; personId: string; isMember: boolean }
  | { type: 'edit'; personId: string; messageId: string; text: string }
  | { type: 'delete'; personId: string; messageId: string }
  | { type: 'command'; personId: string; place: Place; name: string; options: Record<string, string> }
  | { type: 'press'; personId: string; channelId: string; messageId: string; customId: string }
  | { type: 'choose'; personId: string; channelId: string; messageId: string; customId: string; values: string[] }
  /** Of a field for files, the values are their places in `files`. */
  | {
      type: 'submit';
      personId: string;
      modalId: string;
      values: Record<string, string[]>;
      files?: SentFile[];
    };

/** What a visitor of the page lets go wrong. */
export type Trouble =
  | { type: 'killBot' }
  /** Cuts the bot's connection; unless it is resumable, Discord has also forgotten what the bot has missed. */
  | { type: 'cutConnection'; isResumable: boolean }
  /** From now on, every request is answered with an error, and nothing done. */
  | { type: 'failRequests'; isOn: boolean }
  /** From now on, what the bot asks for is done, and the answer doesn't reach it. */
  | { type: 'loseAnswers'; isOn: boolean };

/** What came of an action. A message or an update that the bot gave as its answer arrives in the events stream. */
export type ActionResult = { type: 'done' } | { type: 'modal'; modal: ModalView } | { type: 'failed'; reason: string };
