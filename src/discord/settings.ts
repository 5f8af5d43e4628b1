import { PermissionFlagsBits } from 'discord.js';

/** Who counts as staff, or as a manager: whoever has one of the roles, or one of the permissions (bits as Discord has them). */
export interface CircleSettings {
  readonly roleIds: readonly string[];
  readonly permissions: readonly bigint[];
  /** Discord hides their commands from people without this permission; `null`: it shows them to all, and the bot refuses. */
  readonly shownToPermission: bigint | null;
}

/** A forum tag for a category. */
export interface CategoryTag {
  readonly id: string;
  readonly name: string;
  /** A character, or one of Discord's own as `<:name:id>`. */
  readonly emoji: string | null;
}

/** What the Discord side needs to know of a configured server. */
export interface ServerSettings {
  readonly id: string;
  readonly forumId: string;
  readonly language: string;
  /** Whether the forum has tags for ratings. */
  readonly ratingTags: boolean;
  /** The tags that the forum has for what tickets are about; `id`: the category's. */
  readonly categoryTags: readonly CategoryTag[];
  readonly staff: CircleSettings;
  readonly managers: CircleSettings;
}

/** What commands are registered by where several servers share one of Discord's: hidden from people only as all of them want it. */
export function sharedSettings(servers: readonly ServerSettings[]): ServerSettings | null {
  const [first, ...others] = servers;
  if (first === undefined) return null;
  const circle = (which: 'staff' | 'managers'): CircleSettings => {
    const { shownToPermission } = first[which];
    const isShared = others.every((other) => other[which].shownToPermission === shownToPermission);
    return { ...first[which], shownToPermission: isShared ? shownToPermission : null };
  };
  return { ...first, staff: circle('staff'), managers: circle('managers') };
}

interface MemberInServer {
  readonly roles: readonly string[];
  /** As Discord computes them for the place of an interaction. */
  readonly permissions: string;
}

const administrator = PermissionFlagsBits.Administrator;

/** For whom something is. Managers are staff, too. */
export type Audience = 'everyone' | 'staff' | 'managers';

/** Whether a member may use what is for these people. Checked at every use: Discord's own check can be changed by admins. */
export function mayUse(member: MemberInServer, audience: Audience, server: ServerSettings): boolean {
  return audience === 'everyone' || isIn(server[audience], member);
}

function isIn({ roleIds, permissions }: CircleSettings, member: MemberInServer): boolean {
  const held = BigInt(member.permissions);
  if ((held & administrator) !== 0n) return true;
  return (
    permissions.some((permission) => (held & permission) !== 0n) || member.roles.some((role) => roleIds.includes(role))
  );
}

/** The bit of a permission that bears the name discord.js gives it, such as `ModerateMembers`. */
export function permissionBit(name: string): bigint {
  const bit = (PermissionFlagsBits as Readonly<Record<string, bigint>>)[name];
  if (bit === undefined) throw new Error(`Discord has no permission called ${name}.`);
  return bit;
}
