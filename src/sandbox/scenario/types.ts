import type { Choice, CommandOption, Modal } from '../world/interaction-nouns.ts';
import type { Activity, Attachment, CustomEmoji, Sticker } from '../world/message-parts.ts';
import type { Application, Emoji, Forum, Guild, Message, Role, TextChannel, Thread, User } from '../world/nouns.ts';

/** A bot's application with what its operator needs. */
export interface TestApplication {
  readonly application: Application;
  readonly applicationId: string;
  readonly token: string;
  readonly botUser: User;
}

/** What a person's client shows as the bot's answer to a command, button, menu or form. */
export type CommandAnswer =
  | { readonly type: 'message'; readonly message: Message; readonly ephemeral: boolean }
  /** "… is thinking". `completed` resolves with the answer once it comes, or null when it never can any more. */
  | { readonly type: 'deferred'; readonly ephemeral: boolean; readonly completed: Promise<Message | null> }
  /** The component's own message changed. */
  | { readonly type: 'updated'; readonly message: Message }
  /** Nothing visible yet; `completed` as above, with the component's own message. */
  | { readonly type: 'deferredUpdate'; readonly completed: Promise<Message | null> }
  | { readonly type: 'modal'; readonly modal: Modal }
  | { readonly type: 'failed'; readonly reason: 'did not respond' };

/** The value of a command option: for users, roles and channels their ID. */
export type OptionValue = string | number | boolean;

/** Where a command is used: in a channel of a server or in the DM with the bot. */
export type CommandPlace = ({ readonly channelId: string } | { readonly dm: true }) & { readonly subcommand?: string };

/** Where a command is being filled in, and what its other options hold already. */
export type CompletionPlace = CommandPlace & { readonly filled?: Readonly<Record<string, OptionValue>> };

/** Somebody whose context menu is opened, and where: on their name beside a message, or in the list of members. */
export interface PersonInPlace {
  readonly person: { readonly id: string };
  readonly place: CommandPlace;
}

/** A command as a person's client offers it. */
export interface OfferedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CommandOption[];
}

/** A file that a person sends. With `size` and no `bytes` it is as large as they say, and the CDN serves zeros. */
export interface PersonFile {
  readonly name: string;
  readonly bytes?: Uint8Array;
  readonly size?: number;
  readonly contentType?: string;
  readonly description?: string;
  readonly isSpoiler?: boolean;
}

/** What a person puts beside a text. */
export interface WriteOptions {
  readonly replyTo?: Message;
  /** Whether the one replied to is mentioned; clients do that unless told otherwise. */
  readonly pingsReplied?: boolean;
  readonly files?: readonly PersonFile[];
  /** A recording in place of text. */
  readonly voice?: { readonly seconds: number; readonly waveform?: string; readonly bytes?: Uint8Array };
  readonly stickers?: readonly Sticker[];
  readonly poll?: {
    readonly question: string;
    readonly answers: readonly (string | { readonly text: string; readonly emoji: Emoji })[];
    readonly allowsSeveral?: boolean;
    readonly hours?: number;
  };
  /** Forwards that message; a client sends a text beside it as a message of its own. */
  readonly forward?: Message;
  /** Invites to play or listen along. */
  readonly activity?: Activity;
  /** `@silent`. */
  readonly silent?: boolean;
  /** `/tts`: read aloud. */
  readonly tts?: boolean;
}

/** What somebody puts into a field of a form. */
export type FormValue = string | readonly string[] | readonly PersonFile[];

/** Someone who uses Discord. Does only what a client could do; anything else throws an Error that says why. */
export interface Person {
  readonly user: User;
  readonly id: string;
  /** Writes to the bot. */
  dm(text: string, options?: WriteOptions): Message;
  /** The DM with the bot as this person sees it, oldest first. */
  dmMessages(): Message[];
  write(channelId: string, text: string, options?: WriteOptions): Message;
  edit(message: Message, text: string): void;
  /** Takes one file out of an own message. */
  removeFile(message: Message, file: Attachment): void;
  /** Deletes an own message, or with Manage Messages another's. */
  delete(message: Message): void;
  /** Deletes several messages of a channel at once, as moderators do. */
  deleteMany(messages: readonly Message[]): void;
  react(message: Message, emoji: string): void;
  /** Opens a post in a forum by hand. */
  post(forumId: string, title: string, text: string, tags?: string[]): Thread;
  /** Archives, locks or reopens a post by hand, as its menu allows. */
  changePost(threadId: string, change: { archived?: boolean; locked?: boolean; pinned?: boolean }): void;
  /** Deletes a post by hand. */
  deletePost(threadId: string): void;
  /** The slash commands that the client offers at that place. */
  offeredCommands(place: CommandPlace): OfferedCommand[];
  command(name: string, options: Record<string, OptionValue>, place: CommandPlace): Promise<CommandAnswer>;
  autocomplete(name: string, option: string, text: string, place: CompletionPlace): Promise<readonly Choice[]>;
  /** The commands in the context menu of a message or a person. */
  offeredMenus(clicked: Message | PersonInPlace): string[];
  /** Uses one of them. */
  useMenu(name: string, clicked: Message | PersonInPlace): Promise<CommandAnswer>;
  /** Presses the button with that label or custom ID. */
  press(message: Message, button: string): Promise<CommandAnswer>;
  choose(message: Message, customId: string, values: string[]): Promise<CommandAnswer>;
  /** Sends a form: custom ID of the input → text, values of a menu, or files. */
  submitModal(modal: Modal, values: Record<string, FormValue>): Promise<CommandAnswer>;
  /** Sets the language of the client, such as `de`. */
  speak(locale: string): void;
  closeDms(): void;
  openDms(): void;
  canSee(channelId: string): boolean;
}

/** A server and what its owner sets up. */
export interface Server {
  readonly guild: Guild;
  readonly id: string;
  readonly owner: User;
  addRole(role: { name: string; permissions?: bigint; mentionable?: boolean }): Role;
  /** A private forum: @everyone may not see it, `visibleTo` may. */
  addForum(forum: { name: string; tags?: NewTag[]; visibleTo: Role[] }): Forum;
  /** Private where `visibleTo` says for whom. */
  addTextChannel(channel: { name: string; visibleTo?: Role[] }): TextChannel;
  addEmoji(emoji: { name: string; animated?: boolean }): CustomEmoji;
  addSticker(sticker: { name: string; format: StickerFormat; bytes?: Uint8Array }): Sticker;
  addMember(person: Person, options?: { roles?: Role[]; nick?: string; joinedAt?: number }): void;
  /** Invites the bot: it gets a role of its own with those permissions. */
  addBot(application: TestApplication, permissions: bigint): Role;
  /** A person or a bot leaves, or is thrown out. */
  removeMember(member: { readonly id: string }): void;
  /** Changes a member's roles or nickname. */
  changeMember(member: { readonly id: string }, change: { roles?: Role[]; nick?: string | null }): void;
  changeRole(role: Role, change: { name?: string; permissions?: bigint; mentionable?: boolean }): void;
  deleteRole(role: Role): void;
  /** Deletes a channel, or a forum with its posts. */
  deleteChannel(channelId: string): void;
  /** An outage: the server is gone for bots, and comes back. */
  setAvailable(isAvailable: boolean): void;
  /** Denies a role or a member something in a channel, in place of what was set for them there. */
  deny(channelId: string, target: Role | { readonly userId: string }, permissions: bigint): void;
  /** Lets a role see a private channel, with the permissions to take part in it. */
  allow(channelId: string, role: Role, permissions: bigint): void;
}

/** The kinds of stickers. */
export type StickerFormat = 'png' | 'apng' | 'lottie' | 'gif';

/** A tag of a forum that is to be made. */
export interface NewTag {
  readonly name: string;
  readonly emoji?: string;
  readonly moderated?: boolean;
}

/** A post as someone who may see everything sees it. */
export interface Post {
  readonly id: string;
  readonly title: string;
  readonly tags: string[];
  readonly locked: boolean;
  readonly archived: boolean;
  readonly messages: Message[];
  readonly thread: Thread;
}
