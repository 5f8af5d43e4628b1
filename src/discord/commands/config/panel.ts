import { ApplicationCommandOptionType, ChannelType } from 'discord.js';
import type { APIApplicationCommandSubcommandOption } from 'discord.js';
import { languageFor, say } from '../../../texts/texts.ts';
import type { Language } from '../../../texts/texts.ts';
import type { PanelCommanded } from '../../../ticket/panel.ts';
import type { ChannelId, MessageId, ServerId } from '../../../ticket/ticket.ts';
import { answerToOf, channelOption, subcommandOf, textOption, usedBy } from '../command.ts';
import type { CommandUse, Mistake, StaffUse } from '../command.ts';

/** Where members read a panel. */
const channelTypes = [ChannelType.GuildText, ChannelType.GuildAnnouncement] as const;

/** `/config panel`. */
export function panelSubcommand(language: Language): APIApplicationCommandSubcommandOption {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'panel',
    description: say(language, 'command.config.panel'),
    options: [
      {
        type: ApplicationCommandOptionType.Channel,
        name: 'channel',
        description: say(language, 'command.config.panel.channel'),
        channel_types: [...channelTypes],
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'message',
        description: say(language, 'command.config.panel.message'),
        max_length: 200,
      },
    ],
  };
}

/** What using it means; `null`: it wasn't used. */
export function panelUse(use: CommandUse, serverId: ServerId): StaffUse | Mistake | null {
  if (subcommandOf(use) !== 'panel') return null;
  const link = textOption(use, 'message');
  const messageId = link === null ? null : messageIn(link);
  if (link !== null && messageId === null) return { mistake: say(languageFor(use.locale), 'panel.noLink') };
  return {
    ...usedBy(use, serverId),
    type: 'panelCommanded',
    id: use.id as MessageId,
    to: messageId === null ? channelFor(use) : { messageId },
    guildId: use.guild_id,
    answerTo: answerToOf(use),
  };
}

/** A link to a message, or its ID. */
function messageIn(link: string): MessageId | null {
  const [, id] = /^(?:https:\/\/(?:\w+\.)?discord\.com\/channels\/\d+\/\d+\/)?(\d{17,20})\/?$/.exec(link.trim()) ?? [];
  return (id ?? null) as MessageId | null;
}

function channelFor(use: CommandUse): PanelCommanded['to'] {
  const channel = channelOption(use, 'channel') ?? use.channel;
  const isFit = channelTypes.some((type) => type === channel.type);
  return isFit ? { channelId: channel.id as ChannelId } : null;
}
