import type { Effect } from './effects.ts';
import type { FilesLookedAt } from './events.ts';
import type { Inbox, Routing } from './inbox.ts';
import { dependsOnFiles, isKeptBack, lookAt } from './only-files.ts';
import { refusedFiles } from './relaying.ts';
import type { Rules } from './rules.ts';
import { failureMark, promptInto, statementTo } from './saying.ts';

/**
 * The files of a message that has nothing else were looked at: where none can be passed on, the message is refused, and
 * its draft goes on without it. `null`: the draft is worth a ticket.
 */
export function routeLook(inbox: Inbox, event: FilesLookedAt, rules: Rules): Routing | null {
  const { writing, refused, others } = event;
  if (!inbox.draft.includes(writing.messageId)) return { to: 'nowhere' };
  if (refused.length < writing.files.length) return null;
  const told = refusal(event, rules);
  const [next] = others;
  if (next === undefined) return { to: 'refusal', isToldAgain: false, effects: told };
  if (!others.every((other) => dependsOnFiles(other, rules))) return null;
  return {
    to: 'draft',
    effects: [...told, lookAt(next, inbox.userId, rules)],
    prompt: null,
    refused: writing.messageId,
  };
}

/**
 * A ticket that would have nothing but files isn't opened before they were looked at, or where none may be passed on. Only in a draft that was
 * begun before it was clear for which server it is: in any other this was done before.
 */
export function lookedAtFirst(inbox: Inbox, routing: Routing, rules: Rules): Routing {
  const { unlooked, prompt, userId } = inbox;
  if (routing.to !== 'newTicket' || routing.answers.length > 0 || unlooked.length === 0) return routing;
  if (!unlooked.every((one) => isKeptBack(one, rules) || dependsOnFiles(one, rules))) return routing;
  const first = unlooked.find((one) => dependsOnFiles(one, rules));
  const { answer = null } = routing;
  const answered = answer === null ? {} : { answer };
  if (first !== undefined) {
    const chosen = routing.isAnonymous ? ('anonymous' as const) : ('send' as const);
    const waiting = prompt === null ? null : { ...prompt, chosen, category: routing.category };
    return { to: 'draft', effects: [lookAt(first, userId, rules)], prompt: waiting, ...answered };
  }
  const told = unlooked.flatMap((writing) => [
    ...refusedFiles({ writing, isHidden: false }, rules),
    failureMark('user', writing.messageId),
  ]);
  const over = prompt?.messageId ?? null;
  const ended = over === null ? [] : [promptInto(over, { type: 'notSent', server: rules.serverName }, rules)];
  return { to: 'refusal', isToldAgain: false, effects: [...ended, ...told] };
}

function refusal({ writing, refused }: FilesLookedAt, rules: Rules): readonly Effect[] {
  const files = refused.map(({ name, why }) => ({ name, why }));
  const { messageId } = writing;
  return [
    statementTo('user', { type: 'filesLeftOut', isForAuthor: true, files }, rules, messageId),
    failureMark('user', messageId),
  ];
}
