import { OAuth2Scopes, PermissionFlagsBits } from 'discord.js';

/** A permission that the bot asks for. https://docs.discord.com/developers/topics/permissions */
export interface OwnPermission {
  /** As Discord shows it. */
  readonly name: string;
  readonly bit: bigint;
  readonly purpose: string;
  /** What becomes of that without it. */
  readonly without: string;
  /** Whether the invite link asks for it; others are given where somebody wants what they are for. */
  readonly isUsual: boolean;
}

const bits = PermissionFlagsBits;

/** Everything that the bot may be given, and why; the README has the same table. */
export const ownPermissions: readonly OwnPermission[] = [
  usual('View Channel', bits.ViewChannel, 'seeing the ticket forum', 'nothing works: every ticket waits'),
  usual('Send Messages', bits.SendMessages, 'opening a post for a ticket', 'new tickets wait'),
  usual(
    'Send Messages in Threads',
    bits.SendMessagesInThreads,
    'writing into the posts',
    'what users write waits, and does not reach staff',
  ),
  usual(
    'Embed Links',
    bits.EmbedLinks,
    "the embed at the beginning of a post, with the user's facts",
    'new tickets wait',
  ),
  usual(
    'Attach Files',
    bits.AttachFiles,
    'passing on files of users',
    'files arrive as links, which Discord lets expire after a day',
  ),
  usual(
    'Read Message History',
    bits.ReadMessageHistory,
    'finding what was written while the bot was away; reactions and replies',
    'what staff wrote while the bot was away is not passed on; no ✅ and ❌, no replies',
  ),
  usual('Add Reactions', bits.AddReactions, '✅ and ❌ on messages', 'messages in posts get neither'),
  usual(
    'Manage Webhooks',
    bits.ManageWebhooks,
    'showing what was sent by `/send` and `/snippet` under its sender’s name',
    'it stands in the post as a statement of the bot',
  ),
  usual(
    'Manage Threads',
    bits.ManageThreads,
    'closing and reopening posts, setting their tags',
    'posts of closed tickets stay open, and tags do not follow',
  ),
  usual(
    'Manage Channels',
    bits.ManageChannels,
    'creating the forum tags',
    'they have to be made by hand: _Open_, _Closed_, _Close Requested_, _Unanswered_, _User Responded_, _Awaiting Response_, or as they are called in another of the bot’s languages',
  ),
  special(
    'Manage Roles',
    bits.ManageRoles,
    '`supportmail setup`: who may see the forum',
    'setup can’t make the forum private; it can be taken away again afterwards',
  ),
  special(
    'Mention Everyone',
    bits.MentionEveryone,
    'pinging roles in new posts that not everybody may mention',
    'those roles are named, but not pinged',
  ),
];

/** Those of the invite link, together. */
export const usualPermissions = sumOf(ownPermissions.filter(({ isUsual }) => isUsual));
/** With what `supportmail setup` needs besides. */
export const setupPermissions = usualPermissions | bits.ManageRoles;

/** The link by which somebody who manages a server lets the bot in. https://docs.discord.com/developers/topics/oauth2#bot-authorization-flow */
export function inviteLink(applicationId: string, permissions = usualPermissions): string {
  const scopes = `${OAuth2Scopes.Bot}+${OAuth2Scopes.ApplicationsCommands}`;
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=${scopes}&permissions=${permissions}`;
}

/** The permissions among these that are missing. */
export function lacking(held: bigint, wanted: readonly OwnPermission[]): readonly OwnPermission[] {
  return wanted.filter(({ bit }) => (held & bit) === 0n);
}

function usual(name: string, bit: bigint, purpose: string, without: string): OwnPermission {
  return { name, bit, purpose, without, isUsual: true };
}

function special(name: string, bit: bigint, purpose: string, without: string): OwnPermission {
  return { name, bit, purpose, without, isUsual: false };
}

function sumOf(list: readonly OwnPermission[]): bigint {
  return list.reduce((sum, { bit }) => sum | bit, 0n);
}
