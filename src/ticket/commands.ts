import type { Contact } from './contact.ts';
import type { PanelCommanded } from './panel.ts';
import type { PauseCommand } from './pausing.ts';
import type { AnswerTo } from './effects.ts';
import type { ChannelId, MessageId, Person, ServerId, TicketId, UserId, Writing } from './ticket.ts';

/** Staff used something on a ticket: a command, a menu, a button. */
interface TicketCommand {
  /** The configured server in which it was used. */
  readonly serverId: ServerId;
  /** Where it was used: in a ticket's post, or anywhere else. */
  readonly channelId: ChannelId;
  /** The ticket that was named; `null`: the one of the post where it was used. */
  readonly ticketId: TicketId | null;
  readonly by: Person;
}

/** Staff used `/close`. */
export interface CloseCommanded extends TicketCommand {
  readonly type: 'closeCommanded';
  /** The interaction's, new each time. */
  readonly id: string;
  readonly comment: string | null;
  readonly shareComment: boolean;
  readonly notifyUser: boolean;
  /** So much later; `null`: now. */
  readonly inMs: number | null;
}

/** Staff pressed *Close all the same*: the user had been asked and had not answered yet. */
export interface ClosingConfirmed extends TicketCommand {
  readonly type: 'closingConfirmed';
  /** The `/close` that is meant. */
  readonly insistedId: string;
}

/** Staff used `/close-request create`. */
export interface CloseRequested extends TicketCommand {
  readonly type: 'closeRequested';
  /** The interaction's, new each time. */
  readonly id: string;
  readonly comment: string | null;
  readonly shareComment: boolean;
  /** Closed so much later without an answer; `null`: never. */
  readonly closeInMs: number | null;
}

/** Staff used `/close-request delete`. */
export interface CloseRequestWithdrawn extends TicketCommand {
  readonly type: 'closeRequestWithdrawn';
}

interface Sending extends TicketCommand {
  /** The person who was named; `null`: nobody, so that it is for the ticket's user. */
  readonly to: UserId | null;
  /** Whether the user is to read an alias in place of the name; `null`: as configured. */
  readonly isAnonymous: boolean | null;
  /** They used `/contact`: the message opens a ticket, about the category that they typed. */
  readonly contact?: Contact;
}

/** Staff used `/send` without a message, or *Message user*: a form shall ask for it. */
export interface MessageAsked extends Sending {
  readonly type: 'messageAsked';
}

/** Staff used `/send`, with a message or by its form. */
export interface MessageTyped extends Sending {
  readonly type: 'messageTyped';
  /** The interaction's, new each time. The message counts as written under it. */
  readonly id: string;
  readonly text: string;
  /** In epoch ms. */
  readonly typedAt: number;
  readonly answerTo: AnswerTo;
}

/** Staff used `/snippet`: in a ticket's post it goes to the user, elsewhere it is posted there. */
export interface SnippetUsed extends TicketCommand, Pick<MessageTyped, 'id' | 'isAnonymous' | 'typedAt' | 'answerTo'> {
  readonly type: 'snippetUsed';
  readonly name: string;
  /** Who is pinged. */
  readonly mention: Person | null;
  readonly asEmbed: boolean;
  /** Only whoever used it sees it. */
  readonly isHidden: boolean;
}

/** Staff used the menu *Send to user* on a message. */
export interface SendCommanded extends TicketCommand {
  readonly type: 'sendCommanded';
  /** The message as Discord shows it now, whoever wrote it. */
  readonly writing: Writing;
  readonly author: Person;
  /** Whether the bot wrote it itself. */
  readonly isOurs: boolean;
}

/** Staff pressed *Try again* below a message that could not be delivered. */
export interface RetryPressed extends TicketCommand {
  readonly type: 'retryPressed';
  readonly messageId: MessageId;
}

/** Staff used the menu *Edit reply* on a message of the post. */
export interface ReplyEditAsked extends TicketCommand {
  readonly type: 'replyEditAsked';
  readonly messageId: MessageId;
}

/** Staff filled in the form of *Edit reply*. */
export interface ReplyEdited extends TicketCommand {
  readonly type: 'replyEdited';
  readonly messageId: MessageId;
  readonly text: string;
  /** In epoch ms. */
  readonly editedAt: number;
}

/** Staff used the menu *Delete reply* on a message of the post. */
export interface ReplyDeleted extends TicketCommand {
  readonly type: 'replyDeleted';
  readonly messageId: MessageId;
}

/** Staff used `/reopen`. */
export interface ReopenCommanded extends TicketCommand {
  readonly type: 'reopenCommanded';
  readonly reason: string | null;
  readonly isReasonVisible: boolean;
  readonly answerTo: AnswerTo;
}

/** Staff used `/claim` or `/unclaim`: who handles the ticket; or `/watch`: they want to be pinged when its user writes next. */
export interface HandlingCommanded extends TicketCommand {
  readonly type: 'claimCommanded' | 'unclaimCommanded' | 'watchCommanded';
}

/** Staff used `/note`. */
export interface NoteWritten extends TicketCommand {
  readonly type: 'noteWritten';
  /** The interaction's, new each time. The note counts as written under it. */
  readonly id: string;
  readonly text: string;
  /** In epoch ms. */
  readonly writtenAt: number;
}

/** Staff used `/ticket move`. */
export interface MoveCommanded extends TicketCommand {
  readonly type: 'moveCommanded';
  /** The ID of the other category, or its name, as somebody typed it. */
  readonly category: string;
}

/** What staff do to a ticket by a command, a menu or a button. Each is answered. */
export type StaffCommand =
  | CloseCommanded
  | ClosingConfirmed
  | CloseRequested
  | CloseRequestWithdrawn
  | MessageAsked
  | MessageTyped
  | SendCommanded
  | RetryPressed
  | ReplyEditAsked
  | ReplyEdited
  | ReplyDeleted
  | ReopenCommanded
  | HandlingCommanded
  | NoteWritten
  | MoveCommanded;

/** Staff used `/ticket info`. */
export interface TicketInfoAsked extends TicketCommand {
  readonly type: 'ticketInfoAsked';
}

/** Whose tickets: a user's who was named, or that of a ticket (`null`: of the post where it was used). */
export type WhoseTickets = { readonly userId: UserId } | { readonly ticketId: TicketId | null };

/** Staff used `/ticket history`, *Tickets of user*, or a button below the answer to these. */
export interface HistoryAsked extends ServerCommand {
  readonly type: 'historyAsked';
  readonly whose: WhoseTickets;
  /** From 0. */
  readonly page: number;
  readonly via: 'command' | 'button';
}

/** Staff used `/ticket search`. */
export interface SearchAsked extends ServerCommand {
  readonly type: 'searchAsked';
  readonly query: string;
}

/** Staff used `/ticket transcript`. */
export interface TranscriptAsked extends TicketCommand {
  readonly type: 'transcriptAsked';
  readonly answerTo: AnswerTo;
}

/** What staff want to know about tickets. Nothing changes by it. */
export type LookUpCommand = TicketInfoAsked | TranscriptAsked | HistoryAsked | SearchAsked;

/** Something was used that is about the whole server. */
export type ServerCommand = Omit<TicketCommand, 'ticketId'>;

/** Which snippet is to be added or changed; `onlyTickets`: `null`: as it is. */
export interface SnippetWish {
  readonly mode: 'add' | 'edit';
  readonly name: string;
  readonly onlyTickets: boolean | null;
}

/** Managers want to add or change a snippet: a form is to ask what it says. */
export interface SnippetBegun extends ServerCommand, SnippetWish {
  readonly type: 'snippetBegun';
}

/** Managers filled that form in. */
export interface SnippetFilledIn extends ServerCommand, SnippetWish {
  readonly type: 'snippetFilledIn';
  readonly content: string;
}

/** Managers used `/config snippets remove`. */
export interface SnippetRemoved extends ServerCommand {
  readonly type: 'snippetRemoved';
  readonly name: string;
}

/** Managers want to see the snippets. */
export interface SnippetsListed extends ServerCommand {
  readonly type: 'snippetsListed';
  /** From 0. */
  readonly page: number;
  readonly via: 'command' | 'button';
}

/** Managers want to see what is set. */
export interface SettingsAsked extends ServerCommand {
  readonly type: 'settingsAsked';
}

/** Managers want to set something, and didn't say to what: a form is to ask, where it is a text. */
export interface SettingBegun extends ServerCommand {
  readonly type: 'settingBegun';
  readonly name: string;
  /** What shall stand in the form; `null`: what is set. */
  readonly content: string | null;
}

/** Managers said to what, in a command or in that form. */
export interface SettingGiven extends ServerCommand {
  readonly type: 'settingGiven';
  readonly name: string;
  readonly typed: string;
}

/** Managers take back what was set, so that the configuration file holds again. */
export interface SettingsReset extends ServerCommand {
  readonly type: 'settingsReset';
  /** `null`: all. */
  readonly name: string | null;
}

/** What managers do to the settings of their server. */
export type SettingCommand = SettingsAsked | SettingBegun | SettingGiven | SettingsReset;

/** What managers do to the snippets of their server. */
export type SnippetCommand = SnippetBegun | SnippetFilledIn | SnippetRemoved | SnippetsListed;

/** What managers do to their server by a command, a form or a button. Each is answered. */
export type ManagerCommand = SettingCommand | SnippetCommand | PauseCommand | PanelCommanded;
