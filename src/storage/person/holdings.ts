/** What is stored in a table about a person. */
export interface Holding {
  /** The rows that are about them, or that they made, by their ID (`@id`); `null`: there are never any. */
  readonly rows: string | null;
  /** Whether a person can be known from a column, and what becomes of it when they are forgotten. */
  readonly columns: Readonly<Record<string, Decision>>;
}

/**
 * - `neutral`: nobody is known by it: numbers, instants, what the program calls things; the ID of a server, a ticket, a post or a message.
 * - `goes`: goes with its row, is emptied, or says no longer who it was.
 * - `hashed`: becomes a keyed hash, by which they are known again.
 * - `stays`: belongs to others; is looked through for what names them, and that is reported.
 */
export type Decision = 'neutral' | 'goes' | 'hashed' | 'stays';

const ownTickets = '(SELECT ticket_id FROM tickets WHERE user_id = @id)';
const ownMessages = `(SELECT message_id FROM messages WHERE user_id = @id OR author_id = @id)`;

function columns(decision: Decision, ...names: readonly string[]): Record<string, Decision> {
  return Object.fromEntries(names.map((name) => [name, decision]));
}

/**
 * Every table and column there is. Whoever adds one decides here what it holds of people, and sees to it in `forget.ts`; a test fails
 * until then.
 */
export const holdings: Readonly<Record<string, Holding>> = {
  users: {
    rows: 'user_id = @id',
    columns: columns('goes', 'user_id', 'name', 'username', 'avatar_url', 'channel_id', 'draft_for', 'refused_at'),
  },
  members: {
    rows: 'user_id = @id',
    columns: columns('goes', 'server_id', 'user_id', 'name', 'joined_at', 'role_ids', 'known_at'),
  },
  not_members: { rows: 'user_id = @id', columns: columns('goes', 'server_id', 'user_id') },
  preferences: { rows: 'user_id = @id', columns: columns('goes', 'user_id', 'language', 'auto_redirect') },
  conversations: { rows: 'user_id = @id', columns: columns('goes', 'user_id', 'ticket_id', 'spoken_at') },
  prompts: {
    rows: 'user_id = @id',
    columns: columns(
      'goes',
      'user_id',
      'prompt_id',
      'ticket_id',
      'may_reopen',
      'asked_at',
      'is_lapsed',
      'chosen',
      'message_id',
      'offered',
      'category',
      'answers',
      'language',
      'asks_which',
    ),
  },
  tickets: {
    rows: `user_id = @id OR answered_by = @id OR claimed_by = @id OR instr(watchers, '"' || @id || '"') > 0
      OR instr(coalesce(close_plan, ''), @id) > 0`,
    columns: {
      ...columns(
        'neutral',
        'ticket_id',
        'server_id',
        'status',
        'activity',
        'post_id',
        'mark',
        'opened_at',
        'closed_at',
      ),
      ...columns('neutral', 'is_anonymous', 'category', 'answered_at'),
      // A hash where somebody blacklisted them by the ticket's number.
      user_id: 'hashed',
      ...columns('goes', 'user_name', 'close_plan', 'silence', 'answered_by', 'claimed_by', 'watchers', 'form_answers'),
    },
  },
  ticket_log: {
    rows: `by_user_id = @id OR ticket_id IN ${ownTickets}`,
    columns: {
      ...columns('neutral', 'entry_id', 'ticket_id', 'at', 'type'),
      by_user_id: 'goes',
      detail: 'stays',
    },
  },
  messages: {
    rows: 'user_id = @id OR author_id = @id',
    columns: {
      ...columns(
        'neutral',
        'message_id',
        'ticket_id',
        'side',
        'became',
        'reply_to',
        'written_at',
        'edited_at',
        'deleted_at',
      ),
      ...columns('goes', 'user_id', 'author_id', 'author_name', 'channel_id'),
      ...columns('stays', 'text', 'files', 'shown_as'),
    },
  },
  earlier_texts: {
    rows: `message_id IN ${ownMessages}`,
    columns: { ...columns('neutral', 'message_id', 'until'), ...columns('stays', 'text', 'files') },
  },
  copies: {
    rows: `source IN ${ownMessages} OR place = 'user/' || @id`,
    columns: {
      ...columns('neutral', 'message_id', 'ticket_id', 'source', 'part'),
      place: 'goes',
      ...columns('stays', 'content', 'files'),
    },
  },
  feedback: {
    rows: `ticket_id IN ${ownTickets}`,
    columns: {
      ...columns('neutral', 'ticket_id', 'asked_at', 'message_id', 'rating', 'rated_at', 'sent_at', 'notice_id'),
      ...columns('goes', 'farewell', 'answers'),
    },
  },
  outbox: {
    rows: `place LIKE '%/' || @id OR ticket_id IN ${ownTickets}`,
    columns: {
      ...columns('neutral', 'entry_id', 'ticket_id', 'urgency', 'source', 'coalescing_key', 'state', 'nonce', 'anchor'),
      ...columns('neutral', 'attempts', 'unknown_since', 'not_before', 'patient_until'),
      place: 'goes',
      ...columns('stays', 'effect', 'request', 'left_out'),
    },
  },
  outbox_after: { rows: null, columns: columns('neutral', 'entry_id', 'waits_for') },
  timers: {
    rows: `instr(event, '"' || @id || '"') > 0 OR event ->> 'ticketId' IN ${ownTickets}`,
    columns: columns('goes', 'key', 'due_at', 'event'),
  },
  blacklist: {
    rows: `(kind = 'user' AND target = @id) OR by_user_id = @id
      OR (kind = 'ticket' AND CAST(target AS INTEGER) IN ${ownTickets})`,
    columns: {
      ...columns('neutral', 'server_id', 'kind', 'added_at', 'ends_at'),
      target: 'hashed',
      by_user_id: 'goes',
      reason: 'stays',
    },
  },
  blacklist_told: { rows: 'user_id = @id', columns: columns('goes', 'server_id', 'user_id', 'at') },
  snippets: {
    rows: 'changed_by = @id',
    columns: {
      ...columns('neutral', 'server_id', 'only_tickets', 'changed_at'),
      changed_by: 'goes',
      ...columns('stays', 'name', 'content'),
    },
  },
  overrides: {
    rows: 'set_by = @id',
    columns: { ...columns('neutral', 'server_id', 'name', 'set_at'), set_by: 'goes', value: 'stays' },
  },
  pauses: {
    rows: 'paused_by = @id',
    columns: {
      ...columns('neutral', 'server_id', 'ends_at', 'paused_at'),
      paused_by: 'goes',
      reason: 'stays',
    },
  },
  outside_messages: {
    rows: 'user_id = @id OR by_user_id = @id',
    columns: {
      ...columns('neutral', 'message_id', 'server_id', 'sent_at', 'is_latest'),
      ...columns('goes', 'user_id', 'by_user_id'),
      text: 'stays',
    },
  },
  channels: {
    rows: 'channel_id IN (SELECT channel_id FROM users WHERE user_id = @id)',
    columns: columns('goes', 'channel_id', 'newest_message_id'),
  },
  // Known by the ID of a command, an event, a forum or a setting of the program's own.
  dm_openings: { rows: null, columns: columns('neutral', 'opening_id', 'opened_at', 'was_refused') },
  seen_events: { rows: null, columns: columns('neutral', 'key', 'at') },
  panels: { rows: null, columns: columns('neutral', 'panel_id', 'server_id', 'channel_id', 'message_id', 'shows') },
  floods: { rows: null, columns: columns('neutral', 'server_id', 'seen_at') },
  forum_tags: { rows: null, columns: columns('neutral', 'forum_id', 'kind', 'tag_id') },
  facts: { rows: null, columns: columns('neutral', 'name', 'value') },
  lease: { rows: null, columns: columns('neutral', 'only', 'holder', 'host', 'pid', 'beat_at') },
  // Logins of the machine, of whoever may be asked about what they did. Not to be forgotten at their own wish.
  operator_log: { rows: null, columns: columns('neutral', 'entry_id', 'at', 'action', 'ticket_id', 'login') },
  // Words alone; they go with the messages. The other tables of the index are SQLite's.
  message_words: { rows: null, columns: columns('neutral', 'text') },
};
