import { ButtonStyle, ComponentType } from 'discord.js';
import { say } from '../texts/texts.ts';
import type { Language, TextKey } from '../texts/texts.ts';
import type { Statement } from '../ticket/statement.ts';
import type { SnippetForm } from '../ticket/decision.ts';
import { ratings } from '../ticket/feedback.ts';
import type { PromptChoice } from '../ticket/prompt-events.ts';
import type { OfferedTicket } from '../ticket/which-ticket.ts';
import { ticketsPageId } from './buttons/tickets-page.ts';
import { customId } from './custom-ids.ts';
import { ticketLabel } from './prompt-words.ts';
import { aboutWish } from './snippet-form.ts';

/** Discord's limit for the label of a button. https://docs.discord.com/developers/components/reference#button */
const longestLabel = 80;

interface Button {
  readonly type: ComponentType.Button;
  readonly style: ButtonStyle;
  readonly label: string;
  readonly custom_id: string;
  readonly disabled?: boolean;
}

/** The buttons below a statement. */
export function buttonsOf(statement: Statement, language: Language): readonly Button[] {
  switch (statement.type) {
    case 'notDeliveredToUser':
      return statement.retry === null
        ? []
        : [button(say(language, 'delivery.tryAgain'), customId('retry', statement.retry))];
    case 'mayBeClosed':
      return mayBeClosed(statement, language);
    case 'closeAllTheSame': {
      const id = customId('close-all-the-same', String(statement.ticketId), statement.insistedId);
      return [button(say(language, 'close.allTheSame'), id)];
    }
    case 'blacklistPage':
      return pageButtons(statement, language);
    case 'clearBlacklist':
      return [button(say(language, 'blacklist.removeAll'), customId('blacklist-clear', String(statement.count)))];
    case 'afterClosing':
      return afterClosing(statement, language);
    case 'settingRefused':
      return statement.typed === null
        ? []
        : [button(say(language, 'snippet.again'), customId('setting-again', statement.typed.name))];
    case 'snippetRefused':
      return statement.typed === null ? [] : [button(say(language, 'snippet.again'), snippetAgain(statement.typed))];
    case 'snippetList':
      return turningPages(statement, language);
    case 'ticketList':
      return ticketPages(statement, language);
    case 'feedback':
      return ratingButtons(statement);
    case 'beforeOpening':
      return beforeOpening(statement, language);
    case 'whichTicket':
      return whichTicket(statement, language);
    default:
      return [];
  }
}

const choices = {
  reopen: 'prompt.reopen',
  new: 'prompt.new',
  send: 'prompt.send',
  anonymous: 'prompt.anonymous',
  never: 'prompt.never',
} as const satisfies Record<PromptChoice, TextKey>;

function afterClosing(
  { promptId, mayReopen }: Extract<Statement, { type: 'afterClosing' }>,
  language: Language,
): readonly Button[] {
  const choice = (which: PromptChoice) => button(say(language, choices[which]), customId('prompt', which, promptId));
  return [...(mayReopen ? [choice('reopen')] : []), choice('new'), choice('never')];
}

function snippetAgain(typed: SnippetForm): string {
  return customId('snippet-again', ...aboutWish(typed));
}

function turningPages(
  { page, pages }: Extract<Statement, { type: 'snippetList' }>,
  language: Language,
): readonly Button[] {
  const to = (key: TextKey, target: number) => button(say(language, key), customId('snippet-page', String(target)));
  return [
    ...(page > 0 ? [to('snippet.previousPage', page - 1)] : []),
    ...(page < pages - 1 ? [to('snippet.nextPage', page + 1)] : []),
  ];
}

function ticketPages(
  { whose, page, pages }: Extract<Statement, { type: 'ticketList' }>,
  language: Language,
): readonly Button[] {
  const to = (key: TextKey, target: number) => button(say(language, key), ticketsPageId(whose, target));
  return [
    ...(page > 0 ? [to('snippet.previousPage', page - 1)] : []),
    ...(page < pages - 1 ? [to('snippet.nextPage', page + 1)] : []),
  ];
}

function beforeOpening(
  { promptId, offersAnonymity, isLapsed, isReady }: Extract<Statement, { type: 'beforeOpening' }>,
  language: Language,
): readonly Button[] {
  const choice = (which: PromptChoice, label: TextKey) =>
    button(say(language, label), customId('prompt', which, promptId));
  const whenReady = (sends: Button): Button => (isReady ? sends : { ...sends, disabled: true });
  return [
    whenReady(choice('send', isLapsed ? 'prompt.sendNow' : 'prompt.send')),
    ...(offersAnonymity ? [whenReady(choice('anonymous', 'prompt.anonymous'))] : []),
    ...(isLapsed ? [] : [choice('never', 'prompt.cancel')]),
  ];
}

/** On with the one that was active last; the menu has the others. */
function whichTicket(
  { promptId, tickets }: Extract<Statement, { type: 'whichTicket' }>,
  language: Language,
): readonly Button[] {
  const [latest] = tickets;
  const goOn = (ticket: OfferedTicket): Button => {
    const label = say(language, 'prompt.continueIn', { ticket: ticketLabel(ticket, language) }).slice(0, longestLabel);
    return button(label, customId('prompt-ticket', String(ticket.id), promptId));
  };
  const choice = (which: PromptChoice, label: TextKey) =>
    button(say(language, label), customId('prompt', which, promptId));
  return [
    ...(latest === undefined ? [] : [goOn(latest)]),
    choice('new', 'prompt.new'),
    choice('never', 'prompt.cancel'),
  ];
}

function mayBeClosed(
  { ticketId, requestId }: Extract<Statement, { type: 'mayBeClosed' }>,
  language: Language,
): readonly Button[] {
  const choice = (which: 'close' | 'keep') => customId('close-request', which, String(ticketId), requestId);
  return [
    button(say(language, 'closeRequest.close'), choice('close')),
    button(say(language, 'closeRequest.keep'), choice('keep')),
  ];
}

function pageButtons(
  { page, pages }: Extract<Statement, { type: 'blacklistPage' }>,
  language: Language,
): readonly Button[] {
  const turn = (label: TextKey, to: number) => button(say(language, label), customId('blacklist-page', String(to)));
  return [
    ...(page > 0 ? [turn('blacklist.previous', page - 1)] : []),
    ...(page < pages - 1 ? [turn('blacklist.next', page + 1)] : []),
  ];
}

/** What was chosen stands out. */
function ratingButtons({
  ticketId,
  askedAt,
  rating,
  stage,
}: Extract<Statement, { type: 'feedback' }>): readonly Button[] {
  if (stage !== 'asked' && stage !== 'rated' && stage !== 'thanked') return [];
  return ratings.map((one) => ({
    ...button(String(one), customId('feedback', String(one), String(ticketId), String(askedAt))),
    style: one === rating ? ButtonStyle.Primary : ButtonStyle.Secondary,
  }));
}

function button(label: string, id: string): Button {
  return { type: ComponentType.Button, style: ButtonStyle.Secondary, label, custom_id: id };
}
