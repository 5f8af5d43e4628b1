import { say } from '../texts/texts.ts';
import type { Language, TextKey } from '../texts/texts.ts';
import { plainLine } from '../ticket/plain-line.ts';
import type { BeforeOpening, PromptProblem, RefusedStatement } from '../ticket/prompt-statement.ts';
import type { Statement } from '../ticket/statement.ts';
import type { OfferedTicket } from '../ticket/which-ticket.ts';
import { paragraphs, quoted, times } from './wording.ts';

/** The question how what a user wrote shall be sent. */
export function promptWords(statement: BeforeOpening, language: Language): readonly string[] {
  const { servers, categories, offersAnonymity, hasForm, problem } = statement;
  return [
    ...(problem === null ? [] : problemWords(problem, language)),
    questionFor(statement, language),
    ...paragraphs(
      servers.length > 0 && !servers.some(({ isChosen }) => isChosen) ? say(language, 'prompt.chooseServer') : null,
      categories.length > 0 && !categories.some(({ isChosen }) => isChosen)
        ? say(language, 'prompt.chooseCategory')
        : null,
      hasForm ? say(language, 'prompt.hasForm') : null,
      offersAnonymity ? say(language, 'prompt.anonymousHow') : null,
    ),
  ];
}

function questionFor({ server, count, isLapsed, hasForm }: BeforeOpening, language: Language): string {
  const values = { server: plainLine(server ?? ''), count };
  if (count === 0) return say(language, hasForm ? 'prompt.fillIn' : 'prompt.writeHere', values);
  if (server === null) return say(language, isLapsed ? 'prompt.notSentAnywhere' : 'prompt.where', { count });
  return say(language, isLapsed ? 'prompt.notSentYet' : 'prompt.beforeOpening', values);
}

const problems = {
  serverNotChosen: 'prompt.serverNotChosen',
  categoryNotChosen: 'prompt.categoryNotChosen',
  nothingWritten: 'prompt.nothingWritten',
  categoryGone: 'prompt.categoryGone',
} as const satisfies Partial<Record<PromptProblem['type'], TextKey>>;

function problemWords(problem: PromptProblem, language: Language): readonly string[] {
  switch (problem.type) {
    case 'serverNotChosen':
    case 'categoryNotChosen':
    case 'nothingWritten':
    case 'categoryGone':
      return [`⚠️ ${say(language, problems[problem.type])}`];
    case 'serverGone':
      return [`⚠️ ${say(language, 'prompt.serverGone')}`];
    default:
      return refusedWords(problem, language);
  }
}

/** Why what somebody wrote opens no ticket. */
export function refusedWords(statement: RefusedStatement, language: Language): readonly string[] {
  if (statement.type === 'notSent') {
    return [say(language, 'refusal.notSent', { server: plainLine(statement.server) })];
  }
  const [why, ...more] = whyRefused(statement, language);
  return [`${why} ${say(language, 'refusal.messageNotSent')}`, ...more];
}

/** Why somebody can't begin: they have written nothing yet. */
export function notBegunWords(statement: RefusedStatement, language: Language): readonly string[] {
  if (statement.type !== 'notSent') return whyRefused(statement, language);
  return [say(language, 'refusal.notBegun', { server: plainLine(statement.server) })];
}

type Reason = Exclude<RefusedStatement, { type: 'notSent' }>;

function whyRefused(statement: Reason, language: Language): readonly [string, ...string[]] {
  const server = 'server' in statement ? plainLine(statement.server) : '';
  switch (statement.type) {
    case 'notAMember':
      return [say(language, 'refusal.notAMember', { server })];
    case 'ticketsDisabled':
      return [say(language, 'refusal.ticketsDisabled', { server })];
    case 'paused':
      return [say(language, 'refusal.paused', { server }), ...reasonAndEnd(statement, language)];
    case 'noServer':
      return [say(language, 'refusal.noServer')];
    case 'barred':
      return [say(language, 'refusal.barred', { server }), ...reasonAndEnd(statement, language)];
    case 'tooNew': {
      const key = statement.of === 'account' ? 'refusal.accountTooNew' : 'refusal.memberTooNew';
      return [say(language, key, { server }), say(language, 'refusal.barredUntil', times(statement.until))];
    }
    case 'tooManyOpen':
      return [say(language, 'refusal.tooManyOpen', { server, count: statement.most })];
    case 'serverGone':
      return [say(language, 'refusal.serverGone')];
  }
}

function reasonAndEnd(
  { reason, endsAt }: Extract<Reason, { type: 'paused' | 'barred' }>,
  language: Language,
): readonly string[] {
  return paragraphs(quoted(reason), endsAt === null ? null : say(language, 'refusal.barredUntil', times(endsAt)));
}

/** The question in which of several open tickets what was written goes on. */
export function whichWords(
  { count, isLapsed, problem, tickets }: Extract<Statement, { type: 'whichTicket' }>,
  language: Language,
): readonly string[] {
  return [
    ...(problem === null ? [] : refusedWords(problem, language)),
    ...(isLapsed ? [say(language, 'prompt.notSentAnywhere', { count })] : []),
    say(language, tickets.length === 1 ? 'prompt.whetherTicket' : 'prompt.whichTicket', { count }),
  ];
}

/** A ticket in a few words. */
export function ticketLabel({ id, server, category, isAnonymous }: OfferedTicket, language: Language): string {
  const kind = isAnonymous ? [say(language, 'prompt.anonymousTicket')] : [];
  return [`${server} #${id}`, ...(category === null ? [] : [category]), ...kind].join(' · ');
}
