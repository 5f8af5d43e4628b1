// What the page and the sandbox say to each other. Types only: the client is bundled for a browser on its own.
import type { MessageView, SelectView, StickerView } from './message-view.ts';

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
