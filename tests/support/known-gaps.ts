import type { Exchange } from '../../src/sandbox/traffic.ts';

/** Something that Discord does and its description lacks. */
export interface KnownGap {
  readonly what: string;
  /** Complaints about it. */
  readonly says: RegExp;
  /** An exchange as it really is: once the description knows it, a test asks to take the gap out. */
  readonly example: Pick<Exchange, 'method' | 'route'> & Partial<Exchange>;
}

const id = '123456789012345678';
const author = {
  id,
  username: 'mia',
  discriminator: '0',
  avatar: null,
  public_flags: 0,
  flags: 0,
  global_name: null,
  primary_guild: null,
};
const message = {
  id,
  type: 0,
  channel_id: id,
  author,
  content: '',
  attachments: [],
  embeds: [],
  components: [],
  mentions: [],
  mention_roles: [],
  mention_everyone: false,
  timestamp: '2026-01-01T00:00:00.000000+00:00',
  edited_timestamp: null,
  flags: 0,
  pinned: false,
  tts: false,
};
const messages = '/channels/{channel_id}/messages';
const command = { name: 'close', description: 'Close', default_member_permissions: '8' };

/** Where Discord's description (build 242668 of 2026-07-18) is behind its API. All else must be as it says. */
export const knownGaps: readonly KnownGap[] = [
  {
    what: 'Forwards: MessageReferenceType lists DEFAULT alone. resources/message#message-reference-types has FORWARD, 1',
    says: /message_reference\/type must/,
    example: {
      method: 'POST',
      route: messages,
      body: { message_reference: { type: 1, message_id: id, channel_id: id } },
      status: 200,
      answer: message,
    },
  },
  {
    what: 'Types of messages that are newer than it: a bot must read what it doesn’t know',
    says: /messages(\/\{message_id\})?: the answer 200(\/\d+)?\/type must be equal to constant/,
    example: { method: 'GET', route: messages, status: 200, answer: [{ ...message, type: 99 }] },
  },
  {
    what: 'Fresh links to files: only https://docs.discord.food/resources/message#refresh-attachment-urls tells of it',
    says: /^POST \/attachments\/refresh-urls: Discord's description has no such operation/,
    example: { method: 'POST', route: '/attachments/refresh-urls', status: 200, answer: { refreshed_urls: [] } },
  },
  {
    what: 'default_member_permissions: a string by interactions/application-commands, and what builders send; it has a number',
    says: /\/default_member_permissions must be integer/,
    example: {
      method: 'PUT',
      route: '/applications/{application_id}/guilds/{guild_id}/commands',
      body: [command],
      status: 200,
      answer: [],
    },
  },
  {
    what: 'Codes of wrong fields: words ("BASE_TYPE_REQUIRED") by reference#error-messages; it has numbers',
    says: /\/_errors\/\d+\/code must be integer/,
    example: {
      method: 'POST',
      route: messages,
      body: {},
      status: 400,
      answer: {
        code: 50035,
        message: 'Invalid Form Body',
        errors: { content: { _errors: [{ code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }] } },
      },
    },
  },
];
