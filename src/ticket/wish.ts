import type { AnswerTo } from './effects.ts';
import type { Panel } from './panel.ts';
import type { ChannelId, MessageId, Person, ServerId, UserId } from './ticket.ts';

/** A user used `/create-ticket`, or pressed the button of a panel. */
export interface TicketWished {
  readonly type: 'ticketWished';
  readonly user: Person;
  /** The configured server in which they did; `null`: in their DM, or elsewhere. */
  readonly serverId: ServerId | null;
  /** Of the interaction: the question that it brings bears it. */
  readonly id: MessageId;
  /** Their DM, where they used it there. */
  readonly dmChannelId: ChannelId | null;
  readonly answerTo: AnswerTo;
  /** The panel whose button it was, as the button tells; `null`: it was a command. */
  readonly panel: Panel | null;
}

/** Whoever wants a ticket is asked in their DM, and told where they wished for it what came of that. */
export interface Wish {
  readonly userId: UserId;
  readonly serverId: ServerId;
  readonly promptId: string;
  readonly answerTo: AnswerTo;
}
