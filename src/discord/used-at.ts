import { InteractionType } from 'discord.js';
import type { APIInteraction } from 'discord.js';
import type { TicketId } from '../ticket/ticket.ts';
import { staffButtons } from './buttons/index.ts';
import { ticketNamed } from './commands/command.ts';
import { readCustomId } from './custom-ids.ts';

/** Where something was used: in this server of Discord's (`null`: in a DM), this channel (with the one that it belongs to), perhaps on a ticket that was named. */
export interface UsedAt {
  readonly guildId: string | null;
  readonly channelIds: readonly string[];
  readonly ticketId: TicketId | null;
}

/** Where somebody used something. */
export function usedAt(interaction: APIInteraction): UsedAt {
  const { guild_id: guildId = null, channel } = interaction;
  const parentId = channel !== undefined && 'parent_id' in channel ? channel.parent_id : null;
  const channelIds = [channel?.id, parentId].filter((id) => typeof id === 'string');
  return { guildId, channelIds, ticketId: ticketIn(interaction) };
}

/** The ticket that a command names, also while it is being filled in, or a button. */
function ticketIn(interaction: APIInteraction): TicketId | null {
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
    case InteractionType.ApplicationCommandAutocomplete:
      return ticketNamed(interaction);
    case InteractionType.MessageComponent: {
      const { button, about } = readCustomId(interaction.data.custom_id);
      return staffButtons.find(({ name }) => name === button)?.ticketIn?.(about) ?? null;
    }
    default:
      return null;
  }
}
