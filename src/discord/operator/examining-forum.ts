import { ChannelFlags, OverwriteType, PermissionFlagsBits, Routes } from 'discord.js';
import type { APIWebhook } from 'discord.js';
import { fine, odd, wrong } from '../../lib/finding.ts';
import type { Finding } from '../../lib/finding.ts';
import { tagsIn } from '../forum-tags.ts';
import type { OwnPermission } from '../own-permissions.ts';
import { ownPermissions } from '../own-permissions.ts';
import type { ForumView } from '../view.ts';
import type { ExaminedServer } from './examined-server.ts';
import type { Examiner } from './examining-server.ts';
import { canSee, heldByBot, heldByRole } from './place.ts';
import type { FoundForum } from './place.ts';

const { Administrator, ManageChannels, ManageWebhooks, MentionEveryone, SendMessagesInThreads } = PermissionFlagsBits;
/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes: 30007 */
const webhooksPerChannel = 15;

/** Looks at a ticket forum. Throws what discord.js throws. */
export async function examineForum(
  examiner: Examiner,
  found: FoundForum,
  server: ExaminedServer,
): Promise<readonly Finding[]> {
  const { place, forum } = found;
  const held = heldByBot(place, forum.permission_overwrites);
  return [
    isPrivate(found, server),
    ...permissions(held, found, server),
    ...staffAccess(found, server),
    ...outsiders(found, server),
    ...tags(held, examiner, found, server),
    ...(canSee(held) && (held & ManageWebhooks) !== 0n ? [await webhooks(examiner, found, server)] : []),
  ];
}

function isPrivate({ place, forum }: FoundForum, { id }: ExaminedServer): Finding {
  const check = 'forum.private';
  if (!canSee(heldByRole(place, forum.permission_overwrites ?? [], place.id))) {
    return fine({ check, server: id, what: `The forum #${forum.name} is private.` });
  }
  return wrong({
    check,
    server: id,
    what: `Everybody in "${place.name}" sees the forum #${forum.name}, and so what users write.`,
    fix: '`supportmail setup` makes it private; so does Edit Channel → Permissions → Private Channel.',
  });
}

function permissions(held: bigint, { place, forum }: FoundForum, server: ExaminedServer): readonly Finding[] {
  const of = ({ name, bit, without }: OwnPermission): Finding => {
    const check = `permission.${codeOf(name)}` as const;
    if ((held & bit) !== 0n) return fine({ check, server: server.id, what: `The bot has the permission ${name}.` });
    const isInServer = (heldByBot(place) & bit) !== 0n;
    const where = isInServer
      ? `Allow it to the bot's role at the forum #${forum.name} (Edit Channel → Permissions), or let \`supportmail setup\` do it.`
      : `Give it to the bot's role: Server Settings → Roles.`;
    return wrong({ check, server: server.id, what: `The bot lacks the permission ${name}: ${without}.`, fix: where });
  };
  const pinged = place.roles.filter(({ id, mentionable }) => server.pingedRoles.includes(id) && !mentionable);
  return ownPermissions.filter(({ isUsual, bit }) => isUsual || (bit === MentionEveryone && pinged.length > 0)).map(of);
}

/** As in code: `viewChannel`. */
function codeOf(name: string): string {
  const joined = name.replaceAll(/ (\w)/g, (_, first: string) => first.toUpperCase());
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}

function staffAccess({ place, forum }: FoundForum, { id, staffRoles }: ExaminedServer): readonly Finding[] {
  const overwrites = forum.permission_overwrites ?? [];
  const shutOut = place.roles.filter((role) => {
    const held = heldByRole(place, overwrites, role.id);
    return staffRoles.includes(role.id) && (!canSee(held) || (held & SendMessagesInThreads) === 0n);
  });
  if (shutOut.length === 0) return [];
  return [
    wrong({
      check: 'staff.access',
      server: id,
      what: `${listed(shutOut)} can't read or write in the forum #${forum.name}.`,
      fix: 'Allow it View Channel, Send Messages, Send Messages in Threads and Read Message History there, or let `supportmail setup` do it.',
    }),
  ];
}

/** For messages, the forum's permissions decide who answers users. */
function outsiders({ place, forum }: FoundForum, server: ExaminedServer): readonly Finding[] {
  const overwrites = forum.permission_overwrites ?? [];
  const mayAnswer = (roleId: string): boolean => {
    const held = heldByRole(place, overwrites, roleId);
    return canSee(held) && (held & SendMessagesInThreads) !== 0n;
  };
  // Where everybody sees it, that was said already.
  if (mayAnswer(place.id)) return [];
  const staffBits = server.staff.permissions.reduce((sum, bit) => sum | bit, Administrator);
  const others = place.roles.filter((role) => {
    const isStaff = server.staffRoles.includes(role.id) || (BigInt(role.permissions) & staffBits) !== 0n;
    return !isStaff && !role.managed && mayAnswer(role.id);
  });
  const people = overwrites.filter(
    ({ id, type, allow }) =>
      type === OverwriteType.Member && id !== place.botId && (BigInt(allow) & PermissionFlagsBits.ViewChannel) !== 0n,
  );
  const who = [...(others.length === 0 ? [] : [listed(others)]), ...people.map(({ id }) => `the member ${id}`)];
  const check = 'forum.writers';
  if (who.length === 0) return [fine({ check, server: server.id, what: `Only staff write in #${forum.name}.` })];
  return [
    odd({
      check,
      server: server.id,
      what: `${who.join(' and ')} may write in #${forum.name} without being staff: what they write there reaches users.`,
      fix: 'Take View Channel there from them, or make them staff: `servers[].staff.roles`.',
    }),
  ];
}

function tags(
  held: bigint,
  { known }: Examiner,
  { place, forum }: FoundForum,
  server: ExaminedServer,
): readonly Finding[] {
  const needsTag = ((forum.flags ?? 0) & ChannelFlags.RequireTag) !== 0;
  const view: ForumView = { id: forum.id, serverId: place.id, tags: forum.available_tags, needsTag };
  const { present, missing, hasRoom, strays } = tagsIn(view, server, known);
  const check = 'forum.tags';
  if (missing.length === 0)
    return [fine({ check, server: server.id, what: `All ${present.length} forum tags are there.` })];
  if (!hasRoom) {
    return [
      wrong({
        check: 'forum.tagBudget',
        server: server.id,
        what: `A forum has 20 tags at most; #${forum.name} has ${forum.available_tags.length} and lacks ${missing.length} of the bot's: ${missing.join(', ')}.`,
        fix: `Delete tags that are not the bot's (${strays.map(({ name }) => name).join(', ')}), or leave \`forum_tag\` of some categories out.`,
      }),
    ];
  }
  const what = `The forum #${forum.name} lacks the tags ${missing.join(', ')}.`;
  if ((held & ManageChannels) === 0n) {
    const fix = 'Make them by hand, or give the bot Manage Channels: then `supportmail tags setup` makes them.';
    return [wrong({ check, server: server.id, what, fix })];
  }
  return [
    odd({
      check,
      server: server.id,
      what,
      fix: '`supportmail tags setup` makes them; so does the bot when it starts.',
    }),
  ];
}

async function webhooks(
  { connection, bot }: Examiner,
  { forum }: FoundForum,
  { id }: ExaminedServer,
): Promise<Finding> {
  const all = await connection.get<APIWebhook[]>(Routes.channelWebhooks(forum.id));
  const check = 'forum.webhook';
  const isThere = all.some((one) => one.application_id === bot.applicationId && one.token !== undefined);
  if (isThere) return fine({ check, server: id, what: `The bot has a webhook in #${forum.name}.` });
  if (all.length < webhooksPerChannel) {
    return fine({ check, server: id, what: `The bot makes its webhook in #${forum.name} when it is needed first.` });
  }
  return wrong({
    check,
    server: id,
    what: `#${forum.name} has ${all.length} webhooks, as many as Discord allows, and none is the bot's: what /send and /snippet sent stands there without its sender's name.`,
    fix: 'Delete one: Edit Channel → Integrations → Webhooks.',
  });
}

function listed(roles: readonly { readonly name: string }[]): string {
  return `${roles.length === 1 ? 'The role' : 'The roles'} ${roles.map(({ name }) => `"${name}"`).join(', ')}`;
}
