import type { Prompt } from '../ticket/inbox.ts';
import type { FormAnswer } from '../ticket/form.ts';
import type { MessageId, ServerId, TicketId, UserId } from '../ticket/ticket.ts';
import type { Database } from './database.ts';

interface PromptRow {
  readonly prompt_id: string;
  /** `null`: it isn't about one. */
  readonly ticket_id: TicketId | null;
  readonly may_reopen: number;
  readonly asked_at: number;
  readonly is_lapsed: number;
  readonly chosen: Prompt['chosen'];
  readonly message_id: MessageId | null;
  readonly asks_which: number;
  readonly offered: string;
  readonly category: string | null;
  readonly answers: string | null;
  readonly language: string | null;
}

/** The table `prompts`: what a user was asked about their draft, one question each. */
export function promptsIn(database: Database) {
  const select = database.prepare<[UserId], PromptRow>('SELECT * FROM prompts WHERE user_id = ?');
  const save = database.prepare(`
    INSERT INTO prompts (user_id, prompt_id, ticket_id, may_reopen, asked_at, is_lapsed, chosen, message_id, asks_which,
      offered, category, answers, language)
    VALUES (@userId, @id, @ticketId, @mayReopen, @askedAt, @isLapsed, @chosen, @messageId, @asksWhich, @offered, @category, @answers, @language)
    ON CONFLICT DO UPDATE SET prompt_id = excluded.prompt_id, ticket_id = excluded.ticket_id,
      may_reopen = excluded.may_reopen, asked_at = excluded.asked_at, is_lapsed = excluded.is_lapsed,
      chosen = excluded.chosen, message_id = excluded.message_id, asks_which = excluded.asks_which, offered = excluded.offered, category = excluded.category,
      answers = excluded.answers, language = excluded.language`);
  const remove = database.prepare('DELETE FROM prompts WHERE user_id = ?');
  return {
    prompt: (userId: UserId): Prompt | null => {
      const row = select.get(userId);
      return row === undefined ? null : toPrompt(row);
    },
    savePrompt: (userId: UserId, prompt: Prompt): void => void save.run({ ...promptToRow(prompt), userId }),
    endPrompt: (userId: UserId): void => void remove.run(userId),
  };
}

function promptToRow({ about, isLapsed, asksWhich, offered, answers, ...prompt }: Prompt) {
  return {
    ...prompt,
    ticketId: about?.ticketId ?? null,
    mayReopen: Number(about?.mayReopen ?? false),
    isLapsed: Number(isLapsed),
    asksWhich: Number(asksWhich),
    offered: JSON.stringify(offered),
    answers: answers === null ? null : JSON.stringify(answers),
  };
}

function toPrompt(row: PromptRow): Prompt {
  return {
    id: row.prompt_id,
    about: row.ticket_id === null ? null : { ticketId: row.ticket_id, mayReopen: row.may_reopen === 1 },
    askedAt: row.asked_at,
    isLapsed: row.is_lapsed === 1,
    chosen: row.chosen,
    messageId: row.message_id,
    asksWhich: row.asks_which === 1,
    offered: JSON.parse(row.offered) as ServerId[],
    category: row.category,
    answers: row.answers === null ? null : (JSON.parse(row.answers) as FormAnswer[]),
    language: row.language,
  };
}
