import type { Choice, CommandOption, Modal } from '../world/interaction-nouns.ts';
import type { Application, Forum, Guild, Message, Role, TextChannel, Thread, User } from '../world/nouns.ts';

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

/** A command as a person's client offers it. */
export interface OfferedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CommandOption[];
}

/** Someone who uses Discord. Does only what a client could do; anything else throws an Error that says why. */
export interface Person {
  readonly user: User;
  readonly id: string;
  /** Writes to the bot. */
  dm(text: string, options?: { replyTo?: Message }): Message;
  /** The DM with the bot as this person sees it, oldest first. */
  dmMessages(): Message[];
  write(channelId: string, text: string, options?: { replyTo?: Message }): Message;
  edit(message: Message, text: string): void;
  delete(message: Message): void;
  react(message: Message, emoji: string): void;
  /** Opens a post in a forum by hand. */
  post(forumId: string, title: string, text: string, tags?: string[]): Thread;
  /** Archives, locks or reopens a post by hand, as its menu allows. */
  changePost(threadId: string, change: { archived?: boolean; locked?: boolean }): void;
  /** The slash commands that the client offers at that place. */
  offeredCommands(place: CommandPlace): OfferedCommand[];
  command(name: string, options: Record<string, OptionValue>, place: CommandPlace): Promise<CommandAnswer>;
  autocomplete(name: string, option: string, text: string, place: CommandPlace): Promise<readonly Choice[]>;
  /** Presses the button with that label or custom ID. */
  press(message: Message, button: string): Promise<CommandAnswer>;
  choose(message: Message, customId: string, values: string[]): Promise<CommandAnswer>;
  /** Sends a form: custom ID of the input → text, or values of a menu. */
  submitModal(modal: Modal, values: Record<string, string | string[]>): Promise<CommandAnswer>;
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
  addTextChannel(channel: { name: string }): TextChannel;
  addMember(person: Person, options?: { roles?: Role[]; nick?: string; joinedAt?: number }): void;
  /** Invites the bot: it gets a role of its own with those permissions. */
  addBot(application: TestApplication, permissions: bigint): Role;
  /** A person or a bot leaves, or is thrown out. */
  removeMember(member: { readonly id: string }): void;
  /** Lets a role see a private channel, with the permissions to take part in it. */
  allow(channelId: string, role: Role, permissions: bigint): void;
}

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
