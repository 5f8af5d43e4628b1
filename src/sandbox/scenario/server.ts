import { permissions } from '../permissions.ts';
import { createUser } from '../world/accounts.ts';
import { deleteChannel } from '../world/channels.ts';
import { createEmoji } from '../world/emojis.ts';
import * as guilds from '../world/guilds.ts';
import type { Forum, Guild, Overwrite, Role, TextChannel } from '../world/nouns.ts';
import { createSticker } from '../world/stickers.ts';
import type { World } from '../world/world.ts';
import { stickerFields } from './stickers.ts';
import type { NewTag, Server } from './types.ts';

// What taking part in a private forum needs beyond seeing it comes from @everyone's permissions of the server.
const takingPart =
  permissions.viewChannel |
  permissions.sendMessages |
  permissions.sendMessagesInThreads |
  permissions.readMessageHistory;

/** Makes a server and offers what its owner sets up. */
export function serverOver(world: World, name: string): Server {
  const owner = createUser(world, { username: `${name.toLowerCase().replaceAll(/\W+/g, '-')}-owner` });
  const guild = guilds.createGuild(world, name, owner);
  return {
    guild,
    id: guild.id,
    owner,
    addRole: (role) => guilds.createRole(world, guild, role),
    addForum: (forum) =>
      guilds.createForum(world, guild, {
        name: forum.name,
        tags: (forum.tags ?? []).map(tagFields),
        overwrites: visibleOnlyTo(guild, forum.visibleTo),
      }),
    addTextChannel: ({ name: channelName, visibleTo }) =>
      guilds.createTextChannel(world, guild, {
        name: channelName,
        ...(visibleTo === undefined ? {} : { overwrites: visibleOnlyTo(guild, visibleTo) }),
      }),
    addEmoji: (emoji) => createEmoji(world, guild, emoji),
    addSticker: (sticker) => createSticker(world, { ...stickerFields(sticker), guildId: guild.id }),
    addMember(person, options = {}) {
      const { roles, ...rest } = options;
      guilds.addMember(world, guild, { userId: person.id, roleIds: (roles ?? []).map((role) => role.id), ...rest });
    },
    addBot: ({ application }, rights) => guilds.addBot(world, guild, application, rights),
    removeMember: ({ id }) => guilds.removeMember(world, guild, id),
    changeMember: ({ id }, { roles, ...change }) =>
      guilds.changeMember(world, guild, id, {
        ...change,
        ...(roles === undefined ? {} : { roleIds: roles.map((role) => role.id) }),
      }),
    changeRole: (role, change) => guilds.changeRole(world, guild, role, change),
    deleteRole: (role) => guilds.deleteRole(world, guild, role),
    deleteChannel: (channelId) => deleteChannel(world, channelAt(world, channelId)),
    setAvailable: (isAvailable) => guilds.setAvailable(world, guild, isAvailable),
    allow: (channelId, role, rights) =>
      guilds.setOverwrite(world, channelAt(world, channelId), allowing(role.id, rights)),
    deny(channelId, target, rights) {
      const of = 'userId' in target ? { id: target.userId, type: 1 as const } : { id: target.id, type: 0 as const };
      guilds.setOverwrite(world, channelAt(world, channelId), { ...of, allow: 0n, deny: rights });
    },
  };
}

function channelAt(world: World, channelId: string): TextChannel | Forum {
  const channel = world.channels.get(channelId);
  if (channel?.type !== 0 && channel?.type !== 15) throw new Error('That is no channel of a server');
  return channel;
}

function visibleOnlyTo(guild: Guild, roles: readonly Role[]): Overwrite[] {
  const nobody = { id: guild.id, type: 0, allow: 0n, deny: permissions.viewChannel } as const;
  return [nobody, ...roles.map(({ id }) => allowing(id, takingPart))];
}

function allowing(roleId: string, allow: bigint): Overwrite {
  return { id: roleId, type: 0, allow, deny: 0n };
}

function tagFields(tag: NewTag) {
  return { name: tag.name, moderated: tag.moderated ?? false, emojiId: null, emojiName: tag.emoji ?? null };
}
