import { permissionsIn } from '../permissions.ts';
import { fileLimitOf } from '../world/files.ts';
import { findChannel, findUser } from '../world/find.ts';
import type { Command, Interaction } from '../world/interaction-nouns.ts';
import type { World } from '../world/world.ts';
import { channelJson } from './channels.ts';
import { messageJson, viewerOf } from './messages.ts';
import { memberJson, userJson } from './users.ts';

/** The INTERACTION_CREATE event: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object */
export function interactionJson(world: World, interaction: Interaction) {
  const { applicationId, guildId } = interaction;
  const channel = findChannel(world, interaction.channelId);
  const source = interaction.sourceMessage;
  return {
    id: interaction.id,
    application_id: applicationId,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data: interaction.payload,
    channel_id: interaction.channelId,
    channel: channelJson(world, channel, applicationId),
    locale: findUser(world, interaction.userId).locale,
    entitlements: [],
    attachment_size_limit: fileLimitOf(world, applicationId, channel),
    app_permissions: String(permissionsIn(world, applicationId, channel)),
    // A server's installation owns what happens in it; in a DM with the bot the owner is "0".
    authorizing_integration_owners: { '0': guildId ?? '0' },
    context: guildId === null ? 1 : 0,
    ...userFields(world, interaction),
    ...(source === null ? {} : { message: messageJson(world, source, viewerOf(world, applicationId)) }),
  };
}

function userFields(world: World, { guildId, userId, channelId }: Interaction) {
  const guild = guildId === null ? undefined : world.guilds.get(guildId);
  if (guild === undefined) return { user: userJson(findUser(world, userId)) };
  const rights = String(permissionsIn(world, userId, findChannel(world, channelId)));
  return {
    guild_id: guild.id,
    guild_locale: 'en-US',
    guild: { id: guild.id, locale: 'en-US', features: [] },
    member: { ...memberJson(world, guild, userId), permissions: rights },
  };
}

/** A command object. */
export function commandJson(command: Command) {
  return {
    ...command.definition,
    id: command.id,
    application_id: command.applicationId,
    version: command.version,
    type: command.type,
    name: command.name,
    description: command.description,
    options: command.options,
    default_member_permissions:
      command.defaultMemberPermissions === null ? null : String(command.defaultMemberPermissions),
    contexts: command.contexts,
    integration_types: [0],
    nsfw: false,
    ...(command.guildId === null ? {} : { guild_id: command.guildId }),
  };
}
