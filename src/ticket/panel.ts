import type { ServerCommand } from './commands.ts';
import type { AnswerTo } from './effects.ts';
import { plainLine } from './plain-line.ts';
import { fill } from './rules.ts';
import type { Rules, Template } from './rules.ts';
import type { ChannelId, MessageId, ServerId } from './ticket.ts';

/** How the panel looks, a message with a button by which members begin a ticket. */
export interface PanelRules {
  /** `null`: the usual words. */
  readonly title: Template | null;
  readonly description: Template | null;
  /** Of its edge, as Discord counts colours. */
  readonly color: number | null;
  /** Where a picture is. */
  readonly image: string | null;
  readonly button: {
    readonly label: string | null;
    readonly emoji: string | null;
    readonly style: 'primary' | 'secondary' | 'success' | 'danger';
  };
}

/** What a panel shows, filled in. */
export interface PanelContent extends Pick<PanelRules, 'color' | 'image' | 'button'> {
  readonly server: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly language: string;
}

/** What a server's panels are to show now. */
export function panelContent({ panel, serverName, language }: Rules): PanelContent {
  const { title, description, ...look } = panel;
  const server = plainLine(serverName);
  const filled = (template: Template | null) => (template === null ? null : fill(template, { 'server.name': server }));
  return { ...look, server, title: filled(title), description: filled(description), language };
}

/** A panel that was wanted by a command, whose ID it bears. `messageId`: the message that it is, once it stands. */
export interface Panel {
  readonly id: MessageId;
  readonly serverId: ServerId;
  readonly channelId: ChannelId;
  readonly messageId: MessageId | null;
}

/** Sends a panel, or changes the message that it is. */
export interface ShowPanel {
  readonly type: 'showPanel';
  readonly panel: Panel;
  readonly shows: PanelContent;
  /** Who wanted that, and is told what became of it. */
  readonly wish: { readonly answerTo: AnswerTo; readonly guildId: string } | null;
}

/** Managers used `/config panel`. */
export interface PanelCommanded extends ServerCommand {
  readonly type: 'panelCommanded';
  readonly id: MessageId;
  /** The channel in which a panel is wanted, or the one that is to be changed; `null`: they used it where no panel can be. */
  readonly to: { readonly channelId: ChannelId } | { readonly messageId: MessageId } | null;
  /** Discord's server where it was used. */
  readonly guildId: string;
  readonly answerTo: AnswerTo;
}

/** What the bot says to managers about panels. */
export type PanelStatement =
  | { readonly type: 'panelStands'; readonly url: string; readonly isNew: boolean }
  | { readonly type: 'panelNotShown'; readonly channelId: ChannelId; readonly reason: 'forbidden' | 'gone' | 'other' }
  /** The message isn't a panel (any more); there is no panel where somebody wants one. */
  | { readonly type: 'noPanelThere' | 'panelNowhere' };
