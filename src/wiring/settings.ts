import { tagNameOf } from '../config/category-problems.ts';
import type { CategoryConfig } from '../config/category-schema.ts';
import type { Config, ServerConfig } from '../config/schema.ts';
import {
  closeMessagePlaceholders,
  messagePlaceholders,
  panelPlaceholders,
  titlePlaceholders,
} from '../config/placeholders.ts';
import { weekdays } from '../config/schedule-schema.ts';
import { permissionBit } from '../discord/settings.ts';
import type { Store } from '../desk/store.ts';
import type { ServerSettings } from '../discord/settings.ts';
import { catalogues, say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import { parseHours } from '../lib/clock-times.ts';
import { parseDuration } from '../lib/duration.ts';
import { parseTemplate } from '../lib/template.ts';
import type { Category } from '../ticket/category.ts';
import type { FloodLimit } from '../ticket/flood.ts';
import type { Rules, Template } from '../ticket/rules.ts';
import type { ChannelId, PostId, ServerId } from '../ticket/ticket.ts';
import { toFormField } from './form-field.ts';

/** In minutes, as Discord wants it. https://docs.discord.com/developers/resources/channel#channel-object */
const autoArchiveMinutes = { '1h': 60, '1d': 1440, '3d': 4320, '7d': 10_080 } as const;

/** What Discord tells of a server: its name, how the bot is mentioned there, whether it may read what doesn't mention it, and what its forum takes. */
export interface Heard {
  readonly readsContent: boolean;
  readonly serverName: string;
  readonly botMentions: readonly string[];
  /** The largest file that the forum takes, in bytes. */
  readonly forumFileLimit: number;
}

/** The settings of a server that decisions depend on, for a user who prefers a language. */
export function rulesFor(config: Config, server: ServerConfig, heard: Heard, preferred: string | null = null): Rules {
  const { tickets } = server;
  const language = server.language ?? config.language;
  const userLanguage = knownLanguage(preferred) ?? language;
  return {
    serverId: server.id as ServerId,
    ...heard,
    language,
    userLanguage,
    ticketsEnabled: tickets.enabled,
    pause: null,
    flood: floodLimit(tickets.flood),
    isFlooded: false,
    confirms: tickets.confirm,
    maxOpen: tickets.max_open_per_user,
    minAccountAgeMs: durationMs(tickets.min_account_age),
    minMembershipMs: durationMs(tickets.min_membership),
    offersAnonymity: tickets.anonymous_tickets,
    autoForward: tickets.auto_forward && heard.readsContent,
    allowedBots: tickets.allowed_bots,
    words: wordsIn(language, { userLanguage, server: heard.serverName }),
    dmOpening: {
      perMinute: config.limits.dm_opening.per_minute,
      perHour: config.limits.dm_opening.per_hour,
    },
    receipts: tickets.receipts,
    tellsBarred: server.blacklist.notify,
    immune: server.blacklist.immune,
    userFiles: tickets.user_files,
    notePrefix: tickets.note_prefix,
    anonymousReplies: tickets.anonymous_replies,
    staffAlias: tickets.staff_alias ?? say(userLanguage, 'staff.alias'),
    postTitle: template(tickets.post_title, titlePlaceholders),
    creationMessage: templateOrNone(tickets.creation_message, messagePlaceholders),
    closeMessage: templateOrNone(tickets.close_message, closeMessagePlaceholders),
    feedback: server.feedback.enabled ? feedbackRules(server.feedback) : null,
    pings: tickets.ping,
    panel: toPanel(server.panel),
    hours: toHours(tickets.schedule),
    categories: server.categories.map(toCategory),
    autoArchiveMinutes: autoArchiveMinutes[tickets.auto_archive],
    graceMs: durationMs(tickets.grace),
    reopenWithinMs: durationMs(tickets.reopen_within),
    remindAfterMs: durationOrNever(tickets.inactivity.remind_after),
    closeAfterMs: durationOrNever(tickets.inactivity.close_after),
  };
}

function feedbackRules({ channel, thank_you: thankYou, form, rating_tags: ratingTags }: ServerConfig['feedback']) {
  return {
    channelId: channel as ChannelId | null,
    thankYou: templateOrNone(thankYou, messagePlaceholders),
    form: form.map(toFormField),
    ratingTags,
  };
}

function toPanel({ title, description, color, image, button }: ServerConfig['panel']): Rules['panel'] {
  return {
    title: templateOrNone(title, panelPlaceholders),
    description: templateOrNone(description, panelPlaceholders),
    color: color === null ? null : Number.parseInt(color.slice(1), 16),
    image,
    button,
  };
}

/** As the configuration is once it is checked: its hours can be read. */
function toHours(schedule: ServerConfig['tickets']['schedule']): Rules['hours'] {
  if (schedule === null) return null;
  const { timezone } = schedule;
  const days = weekdays.map((day) => schedule[day].flatMap((text) => parseHours(text) ?? []));
  return { timezone, days };
}

function floodLimit({ tickets, within }: ServerConfig['tickets']['flood']): FloodLimit | null {
  const withinMs = durationOrNever(within);
  return withinMs === null ? null : { tickets, withinMs };
}

/** As the configuration is once read: with an ID. */
function toCategory(category: CategoryConfig): Category {
  return {
    id: category.id ?? '',
    name: category.name,
    emoji: category.emoji,
    description: category.description,
    isEnabled: category.enabled,
    pings: category.ping,
    creationMessage: templateOrNone(category.creation_message, messagePlaceholders),
    closeMessage: templateOrNone(category.close_message, closeMessagePlaceholders),
    form: category.form.map(toFormField),
  };
}

/** Another version may have known other languages. */
function knownLanguage(preferred: string | null): Language | null {
  return preferred !== null && Object.hasOwn(catalogues, preferred) ? (preferred as Language) : null;
}

function wordsIn(
  language: Language,
  { userLanguage, server }: { readonly userLanguage: Language; readonly server: string },
): Rules['words'] {
  return {
    edited: say(language, 'relay.edited'),
    deletedByUser: say(language, 'relay.deletedByUser'),
    unreadable: say(language, 'relay.unreadable'),
    outside: say(userLanguage, 'relay.outside', { server }),
  };
}

/** What the Discord side needs to know of a server. */
export function settingsFor(config: Config, server: ServerConfig): ServerSettings {
  const { staff, managers } = server;
  return {
    id: server.id,
    forumId: server.forum,
    // They must be there as soon as managers switch feedback on.
    ratingTags: server.feedback.rating_tags && (server.feedback.enabled || managers.may_override),
    categoryTags: server.categories
      .filter(({ forum_tag: hasTag }) => hasTag)
      .map((category) => ({ id: category.id ?? '', name: tagNameOf(category), emoji: category.emoji })),
    language: server.language ?? config.language,
    staff: {
      // Managers are staff, too.
      roleIds: [...staff.roles, ...managers.roles],
      permissions: [permissionBit(staff.permission), permissionBit(managers.permission)],
      shownToPermission: shownTo(staff),
    },
    managers: {
      roleIds: managers.roles,
      permissions: [permissionBit(managers.permission)],
      shownToPermission: shownTo(managers),
    },
  };
}

/** Discord can hide commands by permissions only: where roles count, it hides none. */
function shownTo({ roles, permission }: ServerConfig['staff']): bigint | null {
  return roles.length === 0 ? permissionBit(permission) : null;
}

/** The forum of tickets that a channel is, or that it is a ticket's post of; `null`: neither. */
export function forumOf(
  channelId: string,
  settings: readonly ServerSettings[],
  store: Pick<Store, 'ticketOfPost'>,
): string | null {
  if (settings.some(({ forumId }) => forumId === channelId)) return channelId;
  const ticket = store.ticketOfPost(channelId as PostId);
  return settings.find(({ id }) => id === ticket?.serverId)?.forumId ?? null;
}

/** A time-string of the configuration, in ms. */
export function durationMs(text: string): number {
  const parsed = parseDuration(text);
  if (!parsed.ok) throw new Error(`The configuration was accepted with a time that can't be read: ${text}`);
  return parsed.ms;
}

/** `0s` switches off what a time is for. */
export function durationOrNever(text: string | null): number | null {
  return text === null || durationMs(text) === 0 ? null : durationMs(text);
}

function templateOrNone(text: string | null, allowed: readonly string[]): Template | null {
  return text === null ? null : template(text, allowed);
}

function template(text: string, allowed: readonly string[]): Template {
  const parsed = parseTemplate(text, allowed);
  if (!parsed.ok) throw new Error(`The configuration was accepted with a text that can't be filled in: ${text}`);
  return parsed.parts;
}
