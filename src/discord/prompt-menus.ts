import { ComponentType } from 'discord.js';
import { say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import type { PromptChosen } from '../ticket/prompt-events.ts';
import type { BeforeOpening } from '../ticket/prompt-statement.ts';
import type { Statement } from '../ticket/statement.ts';
import { customId } from './custom-ids.ts';
import { toEmoji } from './emoji.ts';
import { ticketLabel } from './prompt-words.ts';

/** Discord's limits for menus. https://docs.discord.com/developers/components/reference#string-select */
const mostOptions = 25;
const longestLabel = 100;

interface Option {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
  readonly emoji?: object;
  readonly default?: boolean;
}

/** The menus below a statement. */
export function menusOf(statement: Statement, language: Language): readonly object[] {
  switch (statement.type) {
    case 'beforeOpening':
      return [
        ...menu('server', statement.promptId, say(language, 'prompt.servers'), serversIn(statement)),
        ...menu('category', statement.promptId, say(language, 'prompt.categories'), categoriesIn(statement)),
      ];
    case 'whichTicket':
      return menu('ticket', statement.promptId, say(language, 'prompt.otherTicket'), ticketsIn(statement, language));
    default:
      return [];
  }
}

function menu(
  which: PromptChosen['menu'],
  promptId: string,
  placeholder: string,
  options: readonly Option[],
): readonly object[] {
  if (options.length === 0) return [];
  const id = customId('prompt-menu', which, promptId);
  return [{ type: ComponentType.StringSelect, custom_id: id, placeholder, options: options.slice(0, mostOptions) }];
}

/** What was chosen is shown as chosen. */
function serversIn({ servers }: BeforeOpening): readonly Option[] {
  return servers.map(({ id, name, isChosen }) => ({ label: cut(name), value: id, default: isChosen }));
}

function categoriesIn({ categories }: BeforeOpening): readonly Option[] {
  return categories.map(({ id, name, emoji, description, isChosen }) => ({
    label: name,
    value: id,
    ...(description === null ? {} : { description }),
    ...(emoji === null ? {} : { emoji: toEmoji(emoji) }),
    default: isChosen,
  }));
}

function ticketsIn({ tickets }: Extract<Statement, { type: 'whichTicket' }>, language: Language): readonly Option[] {
  return tickets.map((ticket) => ({
    label: cut(ticketLabel(ticket, language)),
    value: String(ticket.id),
    ...(ticket.beginning === '' ? {} : { description: cut(ticket.beginning) }),
  }));
}

function cut(text: string): string {
  return text.length <= longestLabel ? text : `${text.slice(0, longestLabel - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
