import { ChannelType, OverwriteType, PermissionFlagsBits, Routes } from 'discord.js';
import type { APIChannel, APIOverwrite } from 'discord.js';
import { OperatorError } from '../../lib/errors.ts';
import { lacking, ownPermissions } from '../own-permissions.ts';
import type { Connection } from './connection.ts';
import { heldByBot, heldByRole, lookAt } from './place.ts';
import type { Place } from './place.ts';

/** A forum to be made. */
export interface NewForum {
  readonly name: string;
  /** Who is to see it and to write in it. */
  readonly staffRoles: readonly string[];
}

const { ViewChannel, SendMessages, SendMessagesInThreads, ReadMessageHistory } = PermissionFlagsBits;
const { ManageChannels, ManageRoles, Administrator } = PermissionFlagsBits;

/**
 * What staff need in the forum. Send Messages, too, which posts don't need: some clients offer no commands in posts without it.
 * https://github.com/discord/discord-api-docs/issues/6916
 */
const forStaff = ViewChannel | SendMessages | SendMessagesInThreads | ReadMessageHistory;
const forBot = ownPermissions.filter(({ isUsual }) => isUsual).reduce((sum, { bit }) => sum | bit, 0n);

/** Something that is to change about who may what in a forum, or was changed. */
export interface Change {
  readonly what: string;
  readonly overwrite: APIOverwrite;
}

/** What has to change so that a forum is private, and the bot and staff can work in it. Empty: nothing. */
export function changesTo(
  place: Place,
  overwrites: readonly APIOverwrite[],
  staffRoles: readonly string[],
): readonly Change[] {
  const at = (id: string, type: OverwriteType): APIOverwrite =>
    overwrites.find((one) => one.id === id) ?? { id, type, allow: '0', deny: '0' };
  const isPublic = (heldByRole(place, overwrites, place.id) & ViewChannel) !== 0n;
  // What will hold once it is private: what everybody has in the server stays, but for seeing the forum.
  const hidden = isPublic ? merged(overwrites, denying(at(place.id, OverwriteType.Role), ViewChannel)) : overwrites;
  const botRole = place.roles.find(({ tags }) => tags?.bot_id === place.botId)?.id;
  const ownPlace = botRole === undefined ? at(place.botId, OverwriteType.Member) : at(botRole, OverwriteType.Role);
  const forBotHere = forBot & heldByBot(place) & ~heldByBot(place, hidden);
  const staff = staffRoles.flatMap((id): Change[] => {
    const role = place.roles.find((one) => one.id === id);
    const missing = forStaff & ~heldByRole(place, hidden, id);
    if (role === undefined || missing === 0n) return [];
    const overwrite = allowing(at(id, OverwriteType.Role), missing);
    return [{ what: `the role "${role.name}" may see the forum and write in it`, overwrite }];
  });
  return [
    ...(forBotHere === 0n
      ? []
      : [{ what: 'the bot may see the forum and work in it', overwrite: allowing(ownPlace, forBotHere) }]),
    ...staff,
    ...(isPublic
      ? [{ what: 'the forum is private', overwrite: denying(at(place.id, OverwriteType.Role), ViewChannel) }]
      : []),
  ];
}

/** @throws OperatorError `setup.permissions` where the bot itself may not */
export function checkMayChange(held: bigint, what: string): void {
  if ((held & Administrator) !== 0n) return;
  const missing = lacking(
    held,
    ownPermissions.filter(({ bit }) => bit === ManageChannels || bit === ManageRoles),
  );
  if (missing.length === 0) return;
  throw new OperatorError('setup.permissions', `The bot may not ${what}: it lacks ${names(missing)}.`, {
    hint: 'Give it to the role of the bot (Server Settings → Roles), and run this again. Manage Roles can be taken away afterwards.',
  });
}

/** Makes a private forum; gives its ID. */
export async function createForum(
  connection: Connection,
  { serverId, botId }: { readonly serverId: string; readonly botId: string },
  { name, staffRoles }: NewForum,
): Promise<string> {
  const place = await lookAt(connection, serverId, botId);
  if (place === null) {
    throw new OperatorError('setup.server', `The bot is not in the server ${serverId}.`, {
      hint: 'Invite it first.',
      exitCode: 3,
    });
  }
  checkMayChange(heldByBot(place), 'make a private forum');
  const overwrites = changesTo(place, [], staffRoles).map(({ overwrite }) => overwrite);
  const body = { name, type: ChannelType.GuildForum, permission_overwrites: overwrites.map(toRequest) };
  const made = await connection.change<APIChannel>('POST', Routes.guildChannels(serverId), body);
  return made.id;
}

/** Discord's description of its API wants numbers; 53 bits fit. */
export function toRequest({ id, type, allow, deny }: APIOverwrite): object {
  return { id, type, allow: Number(allow), deny: Number(deny) };
}

/** With one that takes the place of another, or comes on top. */
export function merged(overwrites: readonly APIOverwrite[], one: APIOverwrite): readonly APIOverwrite[] {
  return [...overwrites.filter(({ id }) => id !== one.id), one];
}

function allowing({ allow, deny, ...of }: APIOverwrite, bits: bigint): APIOverwrite {
  return { ...of, allow: String(BigInt(allow) | bits), deny: String(BigInt(deny) & ~bits) };
}

function denying({ allow, deny, ...of }: APIOverwrite, bits: bigint): APIOverwrite {
  return { ...of, allow: String(BigInt(allow) & ~bits), deny: String(BigInt(deny) | bits) };
}

function names(list: readonly { readonly name: string }[]): string {
  return list.map(({ name }) => name).join(' and ');
}
