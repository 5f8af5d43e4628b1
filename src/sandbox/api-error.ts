// https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes
const texts = {
  0: [401, '401: Unauthorized'],
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10013: [404, 'Unknown User'],
  10014: [400, 'Unknown Emoji'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10087: [404, 'Unknown tag'],
  20012: [403, 'You are not authorized to perform this action on this application'],
  20026: [403, 'Your bot has been flagged by our anti-spam system for abusive behavior'],
  30007: [400, 'Maximum number of webhooks reached (15)'],
  30010: [400, 'Maximum number of reactions reached (20)'],
  30048: [400, 'Maximum number of tags in a forum channel has been reached (20)'],
  30058: [400, 'Maximum number of webhooks per server reached (1000)'],
  40003: [403, 'You are opening direct messages too fast'],
  40005: [413, 'Request entity too large'],
  40058: [400, 'Cannot message this channel until a thread has been created'],
  40060: [400, 'Interaction has already been acknowledged.'],
  40061: [400, 'Tag names must be unique'],
  40066: [400, 'There are no tags available that can be set by non-moderators'],
  40067: [400, 'A tag is required to create a forum post in this channel'],
  50001: [403, 'Missing Access'],
  50003: [403, 'Cannot execute action on a DM channel'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50013: [403, 'Missing Permissions'],
  50016: [400, 'Provided too few or too many messages to delete. Must provide at least 2 and at most 100 messages'],
  50021: [403, 'Cannot execute action on a system message'],
  50024: [400, 'Cannot execute action on this channel type'],
  50027: [401, 'Invalid Webhook Token'],
  50033: [400, 'Invalid Recipient(s)'],
  50034: [400, 'You can only bulk delete messages that are under 14 days old.'],
  50035: [400, 'Invalid Form Body'],
  50045: [400, 'File uploaded exceeds the maximum size'],
  50081: [400, 'Invalid sticker sent'],
  50083: [400, 'Thread is archived'],
  50109: [400, 'The request body contains invalid JSON.'],
  50278: [403, 'Cannot send messages to this user due to having no mutual guilds'],
  160002: [403, 'You cannot reply without permission to read message history'],
  160005: [403, 'This thread is locked'],
  160006: [400, 'Maximum number of active threads reached'],
  160014: [400, 'Cannot forward a message whose content is not readable'],
  220001: [400, 'Webhooks posted to forum channels must have a thread_name or thread_id'],
  520003: [400, 'Cannot edit a poll message'],
} as const satisfies Record<number, readonly [number, string]>;

/** The codes that the sandbox answers with. */
export type ApiErrorCode = keyof typeof texts;

/** Something that Discord refuses. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: ApiErrorCode;
  /** Which fields are wrong, for 50035. */
  readonly errors: object | null;

  constructor(code: ApiErrorCode, errors: object | null = null) {
    const [status, text] = texts[code];
    super(errors === null ? text : `${text} ${JSON.stringify(errors)}`);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  /** The body of Discord's answer. */
  toJSON(): object {
    const base = { message: texts[this.code][1], code: this.code };
    return this.errors === null ? base : { ...base, errors: this.errors };
  }
}
