import { Type } from 'typebox';
import type { Static } from 'typebox';
import { categories } from './category-schema.ts';
import { feedback } from './feedback-schema.ts';
import { discordId, duration, durationOrNone, numberOrNone, oneOf, section, textOrNone } from './keys.ts';
import { panel } from './panel-schema.ts';
import { permissionNames } from './permissions.ts';
import { roleOrUser } from './people-schema.ts';
import { schedule } from './schedule-schema.ts';
import { closeMessagePlaceholders, messagePlaceholders, titlePlaceholders } from './placeholders.ts';

/** The languages that there are texts for. */
export const languages = ['en', 'de', 'fr'] as const;

function people(roles: string, permission: string, fallback: (typeof permissionNames)[number]) {
  return {
    roles: Type.Array(discordId('ID of a role'), { default: [], uniqueItems: true, description: roles }),
    permission: oneOf(permissionNames, fallback, permission),
  };
}

const message = { maxLength: 2000, template: messagePlaceholders };

const tickets = section('How tickets work in this server.', {
  enabled: Type.Boolean({ default: true, description: 'Whether users may open tickets. Open ones go on either way.' }),
  max_open_per_user: Type.Integer({
    default: 1,
    minimum: 1,
    maximum: 10,
    description: 'How many open tickets a user may have in this server.',
  }),
  min_account_age: duration('0s', 'Users whose Discord account is younger open no tickets, and are told until when.'),
  min_membership: duration(
    '0s',
    'Users who joined the server more lately than that open no tickets, and are told until when.',
  ),
  confirm: Type.Boolean({
    default: false,
    description: 'Whether users are asked before a ticket is made, even where there is nothing to choose.',
  }),
  anonymous_tickets: Type.Boolean({
    default: false,
    description: 'Whether users may open tickets without telling staff who they are.',
  }),
  auto_forward: Type.Boolean({
    default: true,
    description:
      'Whether what staff write in a post goes to the user. If not, only what begins with `-r` or a mention of the bot does.',
  }),
  allowed_bots: Type.Array(discordId('ID of a bot or webhook'), {
    default: [],
    maxItems: 5,
    uniqueItems: true,
    description: 'IDs of bots and webhooks whose messages in a post count as messages of staff.',
  }),
  ping: Type.Array(roleOrUser, {
    default: [],
    maxItems: 50,
    uniqueItems: true,
    description: 'Who is pinged in a new post.',
  }),
  creation_message: textOrNone('Sent to the user when a ticket opens. Placeholders may be used.', message),
  close_message: textOrNone('Sent to the user when a ticket closes. Without it, closing is silent.', {
    ...message,
    template: closeMessagePlaceholders,
  }),
  post_title: Type.String({
    default: '#{ticket.id} · {user.name}',
    minLength: 1,
    maxLength: 100,
    template: titlePlaceholders,
    description: "Title of a ticket's post; cut to 100 characters after filling in. Never changed afterwards.",
  }),
  receipts: Type.Boolean({ default: true, description: 'Whether a delivered message gets a ✅.' }),
  user_files: oneOf(
    ['media', 'all', 'none'],
    'media',
    'Which files of users are passed on: images, videos and audio (by what they really are), all, or none. Voice messages always are.',
  ),
  note_prefix: Type.String({
    default: '//',
    maxLength: 20,
    description: 'Messages of staff that begin so stay in the post. An empty text switches this off.',
  }),
  anonymous_replies: oneOf(
    ['never', 'optional', 'always'],
    'optional',
    'Whether users read an alias in place of the names of staff: never, only where `/send` says so, or always.',
  ),
  staff_alias: textOrNone(
    'The name that users read in place of those of staff. Without it: "Staff", in their language.',
    {
      minLength: 1,
      maxLength: 80,
    },
  ),
  grace: duration(
    '10m',
    "So long after the closing the user's next message is asked about before it opens a new ticket. `0s` switches this off.",
  ),
  reopen_within: duration('30d', 'So long after the closing users are offered to open their ticket again.'),
  inactivity: section('What happens while a user does not answer, since the last message of staff.', {
    remind_after: durationOrNone('So long after the last message the user is reminded, once. Without it, never.'),
    close_after: durationOrNone('So long after the last message the ticket is closed. Without it, never.'),
  }),
  flood: section('When so many users open tickets at once that staff can only be told of it.', {
    tickets: Type.Integer({
      default: 10,
      minimum: 1,
      description:
        'More new tickets than that within `flood.within`: new openers must confirm, and staff get one notice instead of pings.',
    }),
    within: duration('1m', 'The time in which new tickets are counted. `0s` switches this off.'),
  }),
  auto_archive: oneOf(['1h', '1d', '3d', '7d'], '7d', 'When Discord archives a silent post.'),
  schedule,
});

/** What stands in the file of one server. */
export const server = section('A community that the bot serves.', {
  id: discordId("ID of the community's server"),
  forum: discordId(
    'ID of the forum channel that holds the tickets. Only staff should see it. It may be in another server that the bot is in.',
  ),
  language: Type.Unsafe<(typeof languages)[number] | null>({
    type: ['string', 'null'],
    enum: [...languages, null],
    default: null,
    description: 'Language of this server. Without it, the `language` at the top holds.',
  }),
  staff: section('Who may answer and close tickets: whoever has one of the roles or the permission.', {
    ...people('IDs of the staff roles', 'Permission that makes somebody staff', 'ModerateMembers'),
  }),
  managers: section('Who may change settings: whoever has one of the roles or the permission. Managers are staff.', {
    ...people('IDs of the manager roles', 'Permission that makes somebody a manager', 'ManageGuild'),
    may_override: Type.Boolean({
      default: true,
      description: 'Whether managers may change some of the settings by `/config set`, in place of this file.',
    }),
  }),
  tickets,
  categories,
  blacklist: section('Who may open no new tickets: `/blacklist` says.', {
    notify: Type.Boolean({
      default: true,
      description: 'Whether blacklisted users are told the reason and until when, at most once an hour.',
    }),
    immune: Type.Array(roleOrUser, {
      default: [],
      uniqueItems: true,
      description: "Who can't be blacklisted.",
    }),
  }),
  feedback,
  panel,
});

/** What the configuration file may hold: the JSON Schema that it is checked against, and the TypeScript type. */
export const configSchema = section('Configuration of SupportMail.', {
  discord: section('How the bot connects to Discord.', {
    token: textOrNone('Bot token. Better kept in the environment: `$DISCORD_TOKEN` is used when neither key is given.'),
    token_file: textOrNone('File that holds the bot token, relative to this file.', { minLength: 1 }),
    api_url: Type.String({
      default: 'https://discord.com/api',
      minLength: 1,
      description: "Base address of Discord's API. Only to be changed for an API proxy or a simulated Discord.",
    }),
    status: Type.String({ default: 'DM me for help', maxLength: 128, description: "The bot's status text." }),
  }),
  database: Type.String({
    default: 'supportmail.db',
    minLength: 1,
    description: 'SQLite file with all tickets, relative to this file. Made when it is missing.',
  }),
  language: oneOf(languages, 'en', 'Language of what users and staff read: `en`, `de` or `fr`.'),
  log: section('What the program says about itself.', {
    level: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal'], 'info', 'Least weight of what is written.'),
    format: oneOf(['auto', 'pretty', 'json'], 'auto', 'Readable lines, JSON lines, or whichever fits the output.'),
  }),
  http: section('What machines may ask the bot: `/healthz`, `/readyz` and `/metrics`.', {
    host: Type.String({
      default: '127.0.0.1',
      minLength: 1,
      description: 'Address to listen on. Whoever can reach it reads how many messages and tickets there are.',
    }),
    port: numberOrNone('Port to listen on. Without it, nothing listens.', { minimum: 1, maximum: 65_535 }),
  }),
  limits: section('What the bot does only so often.', {
    dm_opening: section(
      'Conversations that are begun with people who never had a ticket. Discord takes bots that begin many for spammers.',
      {
        per_minute: Type.Integer({
          default: 6,
          minimum: 1,
          description: 'How many conversations are begun within a minute with people who never had a ticket.',
        }),
        per_hour: Type.Integer({
          default: 30,
          minimum: 1,
          description: 'The same within an hour. Discord takes bots that begin many for spammers.',
        }),
      },
    ),
  }),
  catch_up: section('What is looked for after a time in which nobody listened.', {
    dm_age: duration('30d', 'How far back messages of earlier users, who have no ticket, are looked for.'),
    edits_within: duration(
      '48h',
      'How far back a ticket must have been active for missed edits and deletions to be looked for.',
    ),
  }),
  retention: durationOrNone(
    'So long after its closing what was written in a ticket is removed from the database. Without it, never.',
  ),
  servers: Type.Array(server, { minItems: 1, description: 'The servers that the bot serves.' }),
});

/** The configuration once read: defaults filled in, paths absolute, the token found. */
export type Config = Static<typeof configSchema>;
export type ServerConfig = Config['servers'][number];
