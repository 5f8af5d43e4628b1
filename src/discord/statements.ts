import { ComponentType, MessageFlags } from 'discord.js';
import { plainLine } from '../ticket/plain-line.ts';
import { leftOutWords } from './left-out-words.ts';
import type { Statement } from '../ticket/statement.ts';
import { say } from '../texts/texts.ts';
import { closingWords } from './closing-words.ts';
import { handlingWords } from './handling-words.ts';
import { lookUpWords } from './look-up-words.ts';
import { movingWords } from './moving-words.ts';
import { allowedMentions, pingedBy } from './pinging.ts';
import { closeRequestWords } from './close-request-words.ts';
import { blacklistWords } from './blacklist-words.ts';
import { farewellWords, reminderWords } from './farewell-words.ts';
import { menusOf } from './prompt-menus.ts';
import { draftWords, sentWords } from './draft-words.ts';
import { promptWords, refusedWords, whichWords } from './prompt-words.ts';
import { settingWords } from './setting-words.ts';
import { panelWords } from './panel-words.ts';
import { floodWords, pauseWords } from './pause-words.ts';
import { personalWords } from './personal-words.ts';
import { contactWords, outsideWords } from './outside-words.ts';
import { sendingWords } from './sending-words.ts';
import { snippetWords } from './snippet-words.ts';
import { feedbackWords } from './feedback-words.ts';
import { buttonsOf } from './statement-buttons.ts';
import { paragraphs, quoted, times, undelivered } from './wording.ts';
import type { Language } from '../texts/texts.ts';

/** A message body as Discord takes it. */
export type MessageBody = Record<string, unknown>;

/** A statement of the bot's own: always a container, so that no relayed text can look like one. */
export function statementBody(statement: Statement, language: string): MessageBody {
  const texts = wordsOf(statement, language as Language).map((content) => ({
    type: ComponentType.TextDisplay,
    content,
  }));
  const menus = menusOf(statement, language as Language);
  const buttons = buttonsOf(statement, language as Language);
  const rows = [...menus.map((menu) => [menu]), ...(buttons.length === 0 ? [] : [buttons])].map((components) => ({
    type: ComponentType.ActionRow,
    components,
  }));
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [{ type: ComponentType.Container, components: [...texts, ...rows] }],
    allowed_mentions: allowedMentions(pingedBy(statement)),
  };
}

/** What a statement says, a paragraph each. */
function wordsOf(statement: Statement, language: Language): readonly string[] {
  switch (statement.type) {
    case 'messageSent':
      return sentWords(statement, language);
    case 'answered':
      return paragraphs(`**${plainLine(statement.label)}**`, quoted(statement.text));
    case 'closed':
    case 'closedForSilence':
    case 'closedByUser':
    case 'closedUnanswered':
    case 'closedByOperator':
    case 'closesLater':
    case 'nowClosesLater':
    case 'closesNoMore':
    case 'closeAllTheSame':
      return closingWords(statement, language);
    case 'closedForUser':
      return farewellWords(statement, language);
    case 'feedback':
      return [...farewellWords(statement.farewell, language), ...feedbackWords(statement, language)];
    case 'agreedToClose':
      return [say(language, 'closeRequest.agreed')];
    case 'answerAwaited':
      return reminderWords(statement, language);
    case 'mayBeClosed':
      return paragraphs(
        say(language, 'closeRequest.question', { server: plainLine(statement.server) }),
        quoted(statement.comment),
        statement.at === null ? null : say(language, 'closeRequest.questionTime', times(statement.at)),
      );
    case 'askedNoMore':
      return [say(language, 'closeRequest.noMoreForUser')];
    case 'staysOpen':
      return [say(language, 'closeRequest.staysOpen', { server: plainLine(statement.server) })];
    case 'closeRequestMade':
    case 'closeRequestWithdrawn':
    case 'closeRequestRefused':
    case 'nowRequested':
    case 'nowWithdrawn':
    case 'alreadyRequested':
    case 'notRequested':
      return closeRequestWords(statement, language);
    case 'mistaken':
      return [statement.words];
    case 'notRelayedClosed':
      return [say(language, 'ticket.notRelayedClosed', { ticket: statement.ticketId })];
    case 'notDeliveredToUser':
      return [say(language, undelivered[statement.reason])];
    case 'triedAgain':
      return [say(language, 'delivery.triedAgain', { by: `<@${statement.by}>` })];
    case 'nothingToSend':
    case 'mustBeAnonymous':
    case 'mayNotBeAnonymous':
    case 'isSent':
    case 'isNotSent':
    case 'wasNotSent':
    case 'sentBy':
    case 'editOnItsWay':
    case 'deletionOnItsWay':
    case 'notAReply':
    case 'writtenHere':
    case 'notYourReply':
    case 'closedForEdits':
    case 'nowSays':
    case 'nowDeleted':
      return sendingWords(statement, language);
    case 'isOnItsWay':
      return [say(language, 'delivery.onItsWay')];
    case 'isDelivered':
      return [say(language, 'delivery.delivered')];
    case 'isGone':
      return [say(language, 'delivery.gone')];
    case 'notForUser':
      return [say(language, 'refusal.notForUser')];
    case 'changeNotDelivered':
      return [say(language, 'delivery.changeFailed')];
    case 'userLeft':
      return [say(language, 'ticket.userLeft', { user: `<@${statement.user}>` })];
    case 'userReturned':
      return [say(language, 'ticket.userReturned', { user: `<@${statement.user}>` })];
    case 'changeUnread':
      return [say(language, 'delivery.changeUnread', { address: statement.address })];
    case 'notDeliveredToStaff':
      return [say(language, 'delivery.failedToStaff', { server: plainLine(statement.server) })];
    case 'notAMember':
    case 'ticketsDisabled':
    case 'paused':
    case 'noServer':
    case 'barred':
    case 'notSent':
    case 'tooNew':
    case 'tooManyOpen':
    case 'serverGone':
      return refusedWords(statement, language);
    case 'nowBarred':
    case 'noLongerBarred':
    case 'notBarred':
    case 'immuneToBlacklist':
    case 'isBarred':
    case 'blacklistPage':
    case 'blacklistEmpty':
    case 'nobodyNamed':
    case 'namedTwice':
    case 'everyoneNamed':
    case 'clearBlacklist':
    case 'blacklistCleared':
      return blacklistWords(statement, language);
    case 'noTicketHere':
      return [say(language, 'refusal.noTicketHere')];
    case 'noTicketNamed':
      return [say(language, 'refusal.noTicketNamed')];
    case 'unknownTicket':
      return [say(language, 'refusal.unknownTicket', { ticket: statement.ticketId })];
    case 'nowClosed':
      return [say(language, 'ticket.nowClosed', { ticket: statement.ticketId })];
    case 'alreadyClosed':
      return [say(language, 'refusal.alreadyClosed', { ticket: statement.ticketId })];
    case 'stillClosing':
      return [say(language, 'refusal.stillClosing', { ticket: statement.ticketId })];
    case 'isOpen':
      return [say(language, 'refusal.isOpen', { ticket: statement.ticketId })];
    case 'hasOpenTicket':
      return [say(language, 'refusal.hasOpenTicket', { ticket: statement.ticketId })];
    case 'userNotAMember':
      return [say(language, 'refusal.userNotAMember', { server: plainLine(statement.server) })];
    case 'postIsGone':
      return [say(language, 'refusal.postIsGone', { ticket: statement.ticketId })];
    case 'reopened':
      return paragraphs(say(language, 'ticket.reopened', { by: `<@${statement.by}>` }), quoted(statement.reason));
    case 'reopenedByUser':
      return [say(language, 'ticket.reopenedByUser')];
    case 'reopenedForUser':
      return paragraphs(
        say(language, 'ticket.reopenedForUser', { server: plainLine(statement.server) }),
        quoted(statement.reason),
      );
    case 'nowOpen':
      return [say(language, 'ticket.nowOpen', { ticket: statement.ticketId })];
    case 'beforeOpening':
      return promptWords(statement, language);
    case 'whichTicket':
      return whichWords(statement, language);
    case 'afterClosing':
    case 'oneMoment':
    case 'promptTaken':
    case 'promptDropped':
    case 'draftLapsed':
    case 'promptLapsed':
    case 'promptOver':
      return [draftWords(statement, language)];
    case 'filesLeftOut':
      return [leftOutWords(statement, language)];
    case 'staffOnly':
      return [say(language, 'refusal.staffOnly')];
    case 'managersOnly':
      return [say(language, 'refusal.managersOnly')];
    case 'unknownControl':
      return [say(language, 'refusal.unknownControl')];
    case 'settingsList':
    case 'settingChanged':
    case 'settingRefused':
    case 'settingsFixed':
    case 'settingsReset':
      return settingWords(statement, language);
    case 'contacted':
    case 'contactedBy':
    case 'contactedInVain':
    case 'unknownCategory':
      return [contactWords(statement, language)];
    case 'noRecipient':
    case 'notAnonymousOutside':
    case 'recipientNotAMember':
    case 'isSentOutside':
    case 'dmsSpent':
    case 'dmsStopped':
    case 'outsideNotSent':
    case 'answersOutside':
      return outsideWords(statement, language);
    case 'claimed':
    case 'unclaimed':
    case 'nowClaimed':
    case 'nowUnclaimed':
    case 'nowNoted':
    case 'isYours':
    case 'isNobodys':
    case 'nowWatched':
    case 'noLongerWatched':
    case 'watchedByMany':
    case 'userHasWritten':
    case 'noted':
      return handlingWords(statement, language);
    case 'moved':
    case 'nowMoved':
    case 'isAboutThat':
    case 'noSuchCategory':
      return movingWords(statement, language);
    case 'ticketInfo':
    case 'transcriptMade':
    case 'transcriptTooLarge':
    case 'ticketList':
    case 'noTickets':
    case 'historyHidden':
    case 'messagesFound':
    case 'nothingFound':
      return lookUpWords(statement, language);
    case 'flooded':
      return [floodWords(statement, language)];
    case 'nowPaused':
    case 'nowResumed':
    case 'notPaused':
    case 'pauseRefused':
      return pauseWords(statement, language);
    case 'panelStands':
    case 'panelNotShown':
    case 'noPanelThere':
    case 'panelNowhere':
      return [panelWords(statement, language)];
    case 'languageKept':
    case 'redirectKept':
    case 'askedInDm':
    case 'writeFirst':
    case 'dmsAreClosed':
    case 'notBegun':
    case 'justWrite':
    case 'notServed':
    case 'help':
      return personalWords(statement, language);
    case 'snippetOnlyInTickets':
    case 'snippetTooLong':
    case 'snippetGoesToUser':
    case 'snippetNotAnonymous':
    case 'snippetMeansNothingHere':
    case 'snippetRefused':
    case 'snippetAdded':
    case 'snippetChanged':
    case 'snippetRemoved':
    case 'snippetList':
      return snippetWords(statement, language);
  }
}
