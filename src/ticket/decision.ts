import type { Rating } from './feedback.ts';
import type { SendingChoice } from './prompt-events.ts';
import type { FormField } from './form.ts';
import type { Rewrite } from './rewrite.ts';
import type { SettingInput } from './setting.ts';
import type { Statement } from './statement.ts';
import type { Effect, Planned } from './effects.ts';
import type { MessageAsked, SnippetWish } from './commands.ts';
import type { MessageId, Ticket, TicketId, UserId } from './ticket.ts';

/** What the person who used a command or button is shown. It is sent once, by the interaction itself. */
export type Answer =
  | { readonly to: 'invoker'; readonly statement: Statement }
  /** In place of the message whose button was pressed. */
  | { readonly to: 'message'; readonly statement: Statement }
  /** In the channel where the command was used, as whoever used it wanted: no statement of the bot's own. */
  | ({ readonly to: 'channel' } & ChannelPost)
  /** "Is thinking": an effect answers. */
  | { readonly to: 'later' }
  /** A form is to be filled in. */
  | { readonly to: 'form'; readonly form: FormAsked }
  /** Visible to all in the post. If it can't be given, `effect` says the same there. */
  | { readonly to: 'everyone'; readonly statement: Statement; readonly effect: Effect };

/** A text that staff post in a channel that is no ticket's. */
export interface ChannelPost {
  readonly text: string;
  /** The only one who is pinged. */
  readonly mention: UserId | null;
  readonly isEmbed: boolean;
  /** Only whoever posts it sees it. */
  readonly isHidden: boolean;
}

/** A form that opens as the answer to a command, menu or button. */
export type FormAsked = SendForm | EditForm | SettingForm | SnippetForm | FeedbackForm | OpeningForm;

/** Asks what to send; `to`: to whom, outside of any ticket. */
export interface SendForm extends Pick<MessageAsked, 'to' | 'isAnonymous' | 'contact'> {
  readonly type: 'send';
}

/** Asks what a message is to say instead. */
export interface EditForm {
  readonly type: 'editReply';
  readonly messageId: MessageId;
  readonly text: string;
}

/** Asks what a snippet says; `content`: what stands there already. */
export interface SnippetForm extends SnippetWish {
  readonly type: 'snippet';
  readonly content: string;
}

/** Asks what a setting is to be; `content`: what stands there already. */
export interface SettingForm extends Pick<Extract<SettingInput, { type: 'text' }>, 'longest' | 'isLong'> {
  readonly type: 'setting';
  readonly name: string;
  readonly content: string;
}

/** What a user may answer beside their rating. */
export interface FeedbackForm {
  readonly type: 'feedback';
  readonly ticketId: TicketId;
  /** By which the question is known. */
  readonly askedAt: number;
  readonly rating: Rating;
  readonly fields: readonly FormField[];
}

/** What a category asks before a ticket is opened. */
export interface OpeningForm {
  readonly type: 'opening';
  readonly promptId: string;
  readonly choice: SendingChoice;
  readonly category: { readonly id: string; readonly name: string };
  readonly fields: readonly FormField[];
}

/** What became of a message that somebody wrote. */
export type Recorded = 'relayed' | 'note' | 'ignored' | 'refused';

/** What follows from an event: the ticket as it is now, and what is to be done, in order. */
export interface Decision {
  readonly ticket: Ticket;
  readonly effects: readonly Planned[];
  readonly answer?: Answer;
  /** What still waits to be sent is changed where it waits. */
  readonly rewrites?: readonly Rewrite[];
  /** For the record, where the event was a message. */
  readonly record?: Recorded;
  /** The name under which the user reads it, where that isn't its author's. */
  readonly shownAs?: string;
  /** Parts of this message's copy that still wait on the same side are given up. */
  readonly giveUp?: MessageId;
}
