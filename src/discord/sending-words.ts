import { say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import type { Statement } from '../ticket/statement.ts';
import { paragraphs, quoted, undelivered } from './wording.ts';

type SendingStatement = Extract<
  Statement,
  {
    type:
      | 'nothingToSend'
      | 'mustBeAnonymous'
      | 'mayNotBeAnonymous'
      | 'isSent'
      | 'isNotSent'
      | 'wasNotSent'
      | 'sentBy'
      | 'editOnItsWay'
      | 'deletionOnItsWay'
      | 'notAReply'
      | 'writtenHere'
      | 'notYourReply'
      | 'closedForEdits'
      | 'nowSays'
      | 'nowDeleted';
  }
>;

/** What staff read about what they send by commands, and change by menus, a paragraph each. */
export function sendingWords(statement: SendingStatement, language: Language): readonly string[] {
  switch (statement.type) {
    case 'nothingToSend':
      return [say(language, 'refusal.nothingToSend')];
    case 'mustBeAnonymous':
      return [say(language, 'refusal.mustBeAnonymous')];
    case 'mayNotBeAnonymous':
      return [say(language, 'refusal.mayNotBeAnonymous')];
    case 'isSent':
      return [say(language, 'send.isSent')];
    case 'isNotSent':
      return [say(language, undelivered[statement.reason])];
    case 'wasNotSent':
      return [
        say(language, 'send.wasNotSent', { by: `<@${statement.by}>` }),
        say(language, undelivered[statement.reason]),
      ];
    case 'sentBy':
      return paragraphs(say(language, 'send.sentBy', { by: `<@${statement.by}>` }), quoted(statement.text));
    case 'editOnItsWay':
      return [say(language, 'reply.edited')];
    case 'deletionOnItsWay':
      return [say(language, 'reply.deleted')];
    case 'notAReply':
      return [say(language, 'refusal.notAReply')];
    case 'writtenHere':
      return [say(language, 'refusal.writtenHere')];
    case 'notYourReply':
      return [say(language, 'refusal.notYourReply')];
    case 'closedForEdits':
      return [say(language, 'refusal.closedForEdits', { ticket: statement.ticketId })];
    case 'nowSays':
      return paragraphs(say(language, 'reply.nowSays', { by: `<@${statement.by}>` }), quoted(statement.text));
    case 'nowDeleted':
      return [say(language, 'reply.nowDeleted')];
  }
}
