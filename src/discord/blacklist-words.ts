import { say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import type { Barred, BlacklistEntry } from '../ticket/blacklist.ts';
import type { BlacklistStatement } from '../ticket/blacklist-commands.ts';
import { plainLine } from '../ticket/plain-line.ts';
import { paragraphs, quoted, times } from './wording.ts';

/** What staff read about the blacklist, a paragraph each. */
export function blacklistWords(statement: BlacklistStatement, language: Language): readonly string[] {
  switch (statement.type) {
    case 'nowBarred':
      return paragraphs(
        statement.endsAt === null
          ? say(language, 'blacklist.added', { who: who(statement.barred, language) })
          : say(language, 'blacklist.addedUntil', { who: who(statement.barred, language), ...times(statement.endsAt) }),
        statement.isReplaced ? say(language, 'blacklist.replaced') : null,
      );
    case 'noLongerBarred':
      return [say(language, 'blacklist.removed', { who: who(statement.barred, language) })];
    case 'notBarred':
      return [say(language, 'blacklist.notThere', { who: who(statement.barred, language) })];
    case 'immuneToBlacklist':
      return [say(language, 'blacklist.immune', { who: who(statement.barred, language) })];
    case 'isBarred':
      return paragraphs(
        ...statement.entries.map((entry) => inFull(entry, language)),
        statement.isImmune ? say(language, 'blacklist.hasNoEffect', { who: who(statement.barred, language) }) : null,
      );
    case 'blacklistPage':
      return [
        say(language, 'blacklist.page', { count: statement.count, page: statement.page + 1, pages: statement.pages }),
        statement.entries.map((entry) => inShort(entry, language)).join('\n'),
      ];
    case 'blacklistEmpty':
      return [say(language, 'blacklist.empty')];
    case 'nobodyNamed':
      return [say(language, 'blacklist.nobodyNamed')];
    case 'namedTwice':
      return [say(language, 'blacklist.namedTwice')];
    case 'everyoneNamed':
      return [say(language, 'blacklist.everyoneNamed')];
    case 'clearBlacklist':
      return [say(language, 'blacklist.clear', { count: statement.count })];
    case 'blacklistCleared':
      return [say(language, 'blacklist.cleared', { count: statement.count })];
  }
}

function inFull(entry: BlacklistEntry, language: Language): string {
  const there = say(language, 'blacklist.isThere', { who: who(entry.barred, language) });
  return paragraphs(there, quoted(entry.reason), `${added(entry, language)} ${ends(entry, language)}`).join('\n');
}

/** Two lines of a list: the reason is cut, so that a page has room for ten. */
function inShort(entry: BlacklistEntry, language: Language): string {
  const reason = entry.reason === null ? '' : ` ${plainLine(entry.reason)}`;
  return `- ${who(entry.barred, language)} · ${ends(entry, language)}\n-# ${added(entry, language)}${reason}`;
}

function added({ addedAt, by }: BlacklistEntry, language: Language): string {
  const name = by === null ? say(language, 'blacklist.operator') : `<@${by}>`;
  return say(language, 'blacklist.addedBy', { by: name, at: times(addedAt).at });
}

function ends({ endsAt }: BlacklistEntry, language: Language): string {
  return endsAt === null ? say(language, 'blacklist.endless') : say(language, 'blacklist.ends', times(endsAt));
}

function who(barred: Barred, language: Language): string {
  switch (barred.type) {
    case 'user':
      // What stands for somebody who was forgotten is no ID.
      return /^\d+$/.test(barred.id) ? `<@${barred.id}>` : `\`${barred.id}\``;
    case 'role':
      return say(language, 'blacklist.role', { role: `<@&${barred.id}>` });
    case 'ticket':
      return say(language, 'blacklist.ticket', { ticket: barred.id });
  }
}
