import { ChannelType, PermissionFlagsBits } from 'discord.js';
import { fine, odd, wrong } from '../../lib/finding.ts';
import type { Finding } from '../../lib/finding.ts';
import { inviteLink } from '../own-permissions.ts';
import type { OwnApplication } from './application.ts';
import type { Connection } from './connection.ts';
import type { ExaminedServer, KnownTags } from './examined-server.ts';
import { examineForum } from './examining-forum.ts';
import { findForum, heldByBot, lookAt } from './place.ts';
import type { Place } from './place.ts';

/** What a server is looked at with. */
export interface Examiner {
  readonly connection: Connection;
  readonly bot: OwnApplication;
  readonly known: KnownTags;
}

/** Looks at a configured server, and at its forum. Throws what discord.js throws. */
export async function examineServer(examiner: Examiner, server: ExaminedServer): Promise<readonly Finding[]> {
  const { connection, bot } = examiner;
  const place = await lookAt(connection, server.id, bot.botId);
  if (place === null) return [notIn(server.id, bot)];
  const found = await findForum(connection, place, server.forumId);
  const forumFindings =
    found === null
      ? [noForum(place, server)]
      : [...community(found.place, server), ...(await examineForum(examiner, found, server))];
  return [
    fine({ check: 'server.member', server: server.id, what: `The bot is in the server "${place.name}".` }),
    ...roles([place, ...(found === null ? [] : [found.place])], server),
    ...forumFindings,
    ...feedback(place, server),
    ...shownCommands(server),
  ];
}

function notIn(server: string, { applicationId }: OwnApplication): Finding {
  return wrong({
    check: 'server.member',
    server,
    what: `The bot is not in the server ${server}.`,
    fix: `Invite it: ${inviteLink(applicationId)} Or is the ID in \`servers[].id\` another one's?`,
  });
}

function noForum({ name, channels }: Place, { id, forumId }: ExaminedServer): Finding {
  const other = channels.find((channel) => channel.id === forumId);
  if (other !== undefined) {
    return wrong({
      check: 'forum.type',
      server: id,
      what: `#${other.name ?? forumId} is no forum channel.`,
      fix: 'Make a forum channel, and put its ID into `servers[].forum`.',
    });
  }
  return wrong({
    check: 'forum.exists',
    server: id,
    what: `There is no forum ${forumId} in "${name}", nor in another server that the bot can see into.`,
    fix: '`supportmail setup` makes one. Or put the ID of another into `servers[].forum`.',
  });
}

/** https://github.com/discord/discord-api-docs/issues/7133 */
function community({ name, isCommunity }: Place, { id }: ExaminedServer): readonly Finding[] {
  const check = 'server.community';
  if (isCommunity) return [fine({ check, server: id, what: `"${name}" has Community switched on.` })];
  return [
    odd({
      check,
      server: id,
      what: `"${name}" has Community switched off: Discord may take its forums away.`,
      fix: 'Switch it on: Server Settings → Enable Community.',
    }),
  ];
}

function roles(places: readonly Place[], { id, staffRoles, pingedRoles }: ExaminedServer): readonly Finding[] {
  const known = new Set(places.flatMap((place) => place.roles.map((role) => role.id)));
  const gone = (list: readonly string[]): string => list.filter((role) => !known.has(role)).join(', ');
  const goneStaff = gone(staffRoles);
  const gonePinged = gone(pingedRoles);
  return [
    goneStaff === ''
      ? fine({ check: 'staff.roles', server: id, what: 'Every role of staff and managers is there.' })
      : wrong({
          check: 'staff.roles',
          server: id,
          what: `No role of staff or managers is there with the ID ${goneStaff}: nobody is staff by it.`,
          fix: 'Put the ID of another role into `servers[].staff.roles` or `.managers.roles`, or take this one out.',
        }),
    ...(gonePinged === ''
      ? []
      : [
          wrong({
            check: 'ping.roles',
            server: id,
            what: `No role is there with the ID ${gonePinged}: new posts ping nobody by it.`,
            fix: 'Put the ID of another role into `ping`, or take this one out.',
          }),
        ]),
  ];
}

const { ViewChannel, SendMessages } = PermissionFlagsBits;

function feedback(place: Place, { id, feedbackChannelId }: ExaminedServer): readonly Finding[] {
  if (feedbackChannelId === null) return [];
  const check = 'feedback.channel';
  const channel = place.channels.find((one) => one.id === feedbackChannelId);
  if (channel?.type !== ChannelType.GuildText) {
    const what = `There is no text channel ${feedbackChannelId}: feedback is kept, but shown to nobody.`;
    return [wrong({ check, server: id, what, fix: 'Put the ID of another into `servers[].feedback.channel`.' })];
  }
  const held = heldByBot(place, channel.permission_overwrites);
  if ((held & ViewChannel) !== 0n && (held & SendMessages) !== 0n) {
    return [fine({ check, server: id, what: `The bot may write feedback into #${channel.name}.` })];
  }
  const fix = `Allow the bot's role View Channel and Send Messages in #${channel.name}.`;
  return [wrong({ check, server: id, what: `The bot may not write feedback into #${channel.name}.`, fix })];
}

function shownCommands({ id, staff }: ExaminedServer): readonly Finding[] {
  const check = 'commands.shown';
  if (staff.shownToPermission !== null) {
    return [
      fine({ check, server: id, what: 'Discord shows the commands of staff to those who have their permission.' }),
    ];
  }
  return [
    fine({
      check,
      server: id,
      what: 'Staff have roles, so Discord shows their commands to everybody; the bot refuses others.',
      fix: 'They can be hidden under Server Settings → Integrations.',
    }),
  ];
}
