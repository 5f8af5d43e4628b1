import { say } from '../texts/texts.ts';
import type { Language, TextKey } from '../texts/texts.ts';
import type { FoundMessage, ListedTicket, LookUpStatement, TicketInfo } from '../ticket/look-up-statement.ts';
import { plainLine } from '../ticket/plain-line.ts';
import { excerptOf } from './excerpt.ts';
import { paragraphs, times } from './wording.ts';

/** A message takes 4,000 characters of text; https://docs.discord.com/developers/components/reference#text-display */
const mostListed = 3_600;

/** What staff read who looked something up, a paragraph each. */
export function lookUpWords(statement: LookUpStatement, language: Language): readonly string[] {
  switch (statement.type) {
    case 'ticketInfo':
      return [`🎫 ${nameOf(statement.info)}`, factsOf(statement.info, language)];
    case 'ticketList': {
      const { count, page, pages, tickets } = statement;
      const lines = tickets.map((ticket) => lineOf(ticket, language));
      return [say(language, 'lookUp.list', { count, page: page + 1, pages }), lines.join('\n')];
    }
    case 'noTickets':
      // Of somebody who has anonymous ones alone it is true, too.
      return 'userId' in statement.whose
        ? [say(language, 'lookUp.noneByName', { user: `<@${statement.whose.userId}>` })]
        : [say(language, 'lookUp.noTickets')];
    case 'historyHidden':
      return [say(language, 'lookUp.hidden', { ticket: statement.ticketId })];
    case 'messagesFound': {
      const { query, found, areMore } = statement;
      const lines = fitting(found.map((message) => foundLine(message, query)));
      return paragraphs(
        say(language, 'lookUp.found', { query: plainLine(query) }),
        lines.join('\n'),
        areMore || lines.length < found.length ? say(language, 'lookUp.more') : null,
      );
    }
    case 'transcriptMade':
      return [say(language, 'lookUp.transcript', { ticket: statement.ticketId })];
    case 'transcriptTooLarge':
      return [say(language, 'lookUp.transcriptTooLarge', { ticket: statement.ticketId })];
    case 'nothingFound':
      return [say(language, 'lookUp.nothing', { query: plainLine(statement.query) })];
  }
}

const activities = {
  unanswered: 'tag.unanswered',
  userResponded: 'tag.userResponded',
  awaitingResponse: 'tag.awaitingResponse',
} as const satisfies Record<ListedTicket['activity'], TextKey>;

function stateOf({ status, activity }: ListedTicket, language: Language): string {
  if (status !== 'open') return say(language, 'tag.closed');
  return `${say(language, 'tag.open')}, ${say(language, activities[activity])}`;
}

/** Its number, and its post: that is a channel. */
function nameOf({ id, postId }: Pick<ListedTicket, 'id' | 'postId'>): string {
  return postId === null ? `**#${id}**` : `**#${id}** <#${postId}>`;
}

function lineOf(ticket: ListedTicket, language: Language): string {
  const { category, openedAt } = ticket;
  const about = category === null ? [] : [plainLine(category)];
  return `- ${[nameOf(ticket), stateOf(ticket, language), ...about, times(openedAt).day].join(' · ')}`;
}

function foundLine({ ticketId: id, postId, name, text, writtenAt }: FoundMessage, query: string): string {
  const head = [nameOf({ id, postId }), plainLine(name), times(writtenAt).day].join(' · ');
  return `- ${head}\n  ${excerptOf(text, query)}`;
}

/** The first of them, as far as an answer holds them with what stands around. */
function fitting(lines: readonly string[]): readonly string[] {
  let room = mostListed;
  return lines.filter((line) => (room -= line.length + 1) >= 0);
}

function factsOf(info: TicketInfo, language: Language): string {
  const fact = (key: TextKey, value: string | null): readonly string[] =>
    value === null ? [] : [`- ${say(language, key, { value })}`];
  const mentions = (ids: readonly string[]): string | null =>
    ids.length === 0 ? null : ids.map((id) => `<@${id}>`).join(' ');
  const at = (instant: number | null): string | null =>
    instant === null ? null : `${times(instant).at} (${times(instant).in})`;
  const { byUser, byStaff, notes } = info.written;
  return [
    ...fact('lookUp.user', userOf(info, language)),
    ...fact('lookUp.category', info.category === null ? null : plainLine(info.category)),
    ...fact('lookUp.state', stateOf(info, language)),
    ...fact('lookUp.opened', at(info.openedAt)),
    ...fact('lookUp.closed', at(info.closedAt)),
    ...fact('lookUp.closes', at(info.closesAt)),
    ...fact('lookUp.claimed', mentions(info.claimedBy === null ? [] : [info.claimedBy])),
    ...fact('lookUp.watched', mentions(info.watchers)),
    ...fact('lookUp.rating', info.rating === null ? null : String(info.rating)),
    `- ${say(language, 'lookUp.written', { user: byUser, staff: byStaff, notes })}`,
  ].join('\n');
}

function userOf({ user }: TicketInfo, language: Language): string {
  if ('id' in user) return `<@${user.id}> (\`${user.id}\`)`;
  const name = plainLine(user.name);
  return user.isAnonymous ? say(language, 'lookUp.anonymous', { name }) : name;
}
