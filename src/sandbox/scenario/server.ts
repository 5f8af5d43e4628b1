import { permissions } from '../permissions.ts';
import { createUser } from '../world/accounts.ts';
import * as guilds from '../world/guilds.ts';
import type { Guild, Overwrite } from '../world/nouns.ts';
import type { World } from '../world/world.ts';
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
        overwrites: [...privateTo(guild), ...forum.visibleTo.map((role) => allowing(role.id, takingPart))],
      }),
    addTextChannel: (channel) => guilds.createTextChannel(world, guild, channel),
    addMember(person, options = {}) {
      const { roles, ...rest } = options;
      guilds.addMember(world, guild, { userId: person.id, roleIds: (roles ?? []).map((role) => role.id), ...rest });
    },
    addBot: ({ application }, rights) => guilds.addBot(world, guild, application, rights),
    removeMember: ({ id }) => guilds.removeMember(world, guild, id),
    allow(channelId, role, rights) {
      const channel = world.channels.get(channelId);
      if (channel?.type !== 0 && channel?.type !== 15) throw new Error('Only channels have permissions of their own');
      guilds.setOverwrite(world, channel, allowing(role.id, rights));
    },
  };
}

function privateTo(guild: Guild): Overwrite[] {
  return [{ id: guild.id, type: 0, allow: 0n, deny: permissions.viewChannel }];
}

function allowing(roleId: string, allow: bigint): Overwrite {
  return { id: roleId, type: 0, allow, deny: 0n };
}

function tagFields(tag: NewTag) {
  return { name: tag.name, moderated: tag.moderated ?? false, emojiId: null, emojiName: tag.emoji ?? null };
}
