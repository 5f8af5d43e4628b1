import { roleJson } from '../json/guilds.ts';
import { memberFieldsJson, userJson } from '../json/users.ts';
import type { Command, CommandOption } from '../world/interaction-nouns.ts';
import { permissionsIn } from '../permissions.ts';
import type { Channel, Member } from '../world/nouns.ts';
import type { World } from '../world/world.ts';
import type { OptionValue } from './types.ts';

const types = { subcommand: 1, group: 2, text: 3, integer: 4, flag: 5, number: 10 } as const;

/** How a command is filled in. */
export interface Filled {
  readonly values: Readonly<Record<string, OptionValue>>;
  /** `name`, or `group name`. */
  readonly subcommand?: string;
  /** The option whose completion is asked for; then nothing needs to be there yet. */
  readonly focused?: string;
}

/** The `options` of a command's event, as a client builds them; throws where a client would not let it be sent. */
export function fillIn(command: Command, filled: Filled): object[] {
  const steps = filled.subcommand?.split(' ') ?? [];
  return fillLevel(`/${command.name}`, command.options, steps, filled);
}

function fillLevel(
  name: string,
  options: readonly CommandOption[],
  steps: readonly string[],
  filled: Filled,
): object[] {
  const [step, ...rest] = steps;
  const nested = options.filter((one) => one.type === types.subcommand || one.type === types.group);
  if (step === undefined) {
    if (nested.length > 0) throw new Error(`${name} needs a subcommand: ${nested.map((one) => one.name).join(', ')}`);
    return fillValues(name, options, filled);
  }
  const chosen = nested.find((one) => one.name === step);
  if (chosen === undefined) throw new Error(`${name} has no subcommand ${step}`);
  return [{ type: chosen.type, name: step, options: fillLevel(`${name} ${step}`, chosen.options ?? [], rest, filled) }];
}

function fillValues(name: string, options: readonly CommandOption[], { values, focused }: Filled): object[] {
  for (const given of Object.keys(values)) {
    if (!options.some((one) => one.name === given)) throw new Error(`${name} has no option ${given}`);
  }
  return options.flatMap((option): object[] => {
    const value = values[option.name];
    if (value === undefined) {
      if (option.required && focused === undefined) throw new Error(`${name} needs the option ${option.name}`);
      return [];
    }
    if (focused === undefined) assertFits(name, option, value);
    const focus = option.name === focused ? { focused: true } : {};
    return [{ name: option.name, type: option.type, value, ...focus }];
  });
}

function assertFits(name: string, option: CommandOption, value: OptionValue): void {
  const complaint = complaintOf(option, value);
  if (complaint !== null) throw new Error(`${name}: the option ${option.name} ${complaint}`);
}

function complaintOf(option: CommandOption, value: OptionValue): string | null {
  const { type } = option;
  if (type === types.flag) return typeof value === 'boolean' ? null : 'takes true or false';
  if (type === types.integer)
    return Number.isInteger(value) ? outOfBounds(option, Number(value)) : 'takes a whole number';
  if (type === types.number) return Number.isFinite(value) ? outOfBounds(option, Number(value)) : 'takes a number';
  if (typeof value !== 'string') return type === types.text ? 'takes a text' : 'takes an ID';
  if (type !== types.text) return /^\d{17,19}$/.test(value) ? null : 'takes an ID';
  return outOfBounds(option, value) ?? notAChoice(option, value);
}

function outOfBounds(option: CommandOption, value: string | number): string | null {
  if (typeof value === 'number') {
    const low = option.min_value ?? -Infinity;
    const high = option.max_value ?? Infinity;
    return value >= low && value <= high ? notAChoice(option, value) : `takes ${low} to ${high}`;
  }
  const low = option.min_length ?? 0;
  const high = option.max_length ?? 6000;
  return value.length >= low && value.length <= high ? null : `takes ${low} to ${high} characters`;
}

function notAChoice(option: CommandOption, value: string | number): string | null {
  const choices = option.choices ?? [];
  return choices.length === 0 || choices.some((one) => one.value === value) ? null : 'is not one of its choices';
}

/** Who fills something in, and where. */
export interface Asking {
  readonly userId: string;
  readonly channel: Channel;
}

/** The people, members, roles and channels that the options name, as events carry them beside the IDs. */
export function resolve(world: World, { userId, channel }: Asking, ids: readonly string[]): object {
  const guild = channel.type === 1 ? undefined : world.guilds.get(channel.guildId);
  const users: Record<string, object> = {};
  const members: Record<string, object> = {};
  const roles: Record<string, object> = {};
  const channels: Record<string, object> = {};
  for (const id of ids) {
    const user = world.users.get(id);
    const member = guild?.members.get(id);
    const role = guild?.roles.get(id);
    if (user !== undefined) users[id] = userJson(user);
    if (member !== undefined) members[id] = partialMember(world, channel, member);
    if (role !== undefined) roles[id] = roleJson(role);
    const named = world.channels.get(id);
    if (named !== undefined && named.type !== 1 && named.guildId === guild?.id) {
      channels[id] = partialChannel(world, named, userId);
    }
  }
  const all = Object.entries({ users, members, roles, channels }).filter(([, found]) => Object.keys(found).length > 0);
  return all.length === 0 ? {} : { resolved: Object.fromEntries(all) };
}

// https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-resolved-data-structure
function partialMember(world: World, channel: Channel, member: Member): object {
  const fields = Object.entries(memberFieldsJson(member)).filter(([name]) => name !== 'mute' && name !== 'deaf');
  return { ...Object.fromEntries(fields), permissions: String(permissionsIn(world, member.userId, channel)) };
}

// The same page: partial channels have these fields alone.
function partialChannel(world: World, channel: Exclude<Channel, { type: 1 }>, userId: string): object {
  const { id, name, type } = channel;
  return { id, name, type, permissions: String(permissionsIn(world, userId, channel)) };
}
