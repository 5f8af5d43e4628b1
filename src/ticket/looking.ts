import type { Effect } from './effects.ts';
import type { FilesLookedAt } from './events.ts';
import type { Inbox, Routing } from './inbox.ts';
import { dependsOnFiles, lookAt } from './only-files.ts';
import type { Rules } from './rules.ts';
import { failureMark, statementTo } from './saying.ts';

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

function refusal({ writing, refused }: FilesLookedAt, rules: Rules): readonly Effect[] {
  const files = refused.map(({ name, why }) => ({ name, why }));
  const { messageId } = writing;
  return [
    statementTo('user', { type: 'filesLeftOut', isForAuthor: true, files }, rules, messageId),
    failureMark('user', messageId),
  ];
}
