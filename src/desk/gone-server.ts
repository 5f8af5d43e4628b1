import { questionOf, voiceOf } from '../ticket/before-opening.ts';
import { refuseNow } from '../ticket/refusal.ts';
import { promptInto } from '../ticket/saying.ts';
import type { UserId } from '../ticket/ticket.ts';
import { queueForUser } from './draft-work.ts';
import { dropDraft, savePrompt } from './drafts.ts';
import { doorwayOf } from './inbox-facts.ts';
import type { Work } from './work.ts';

/**
 * The server that a draft was for has left the configuration: the user may choose another one, where several were offered;
 * else the draft ends, and they are told.
 */
export function leaveServer(work: Work, userId: UserId): void {
  const { store, now } = work;
  const user = store.user(userId);
  const draftFor = user?.draftFor ?? null;
  if (user === null || draftFor === null || draftFor === 'undecided' || work.rulesOf(draftFor) !== null) return;
  const { offered, draft, prompt, refusedAt, voice } = doorwayOf(work, userId);
  if (prompt === null || offered.length === 0) {
    const refusal = refuseNow({ prompt, refusedAt }, { type: 'serverGone' }, { rules: voice, now, messages: draft });
    dropDraft(work, userId, 'refused');
    return queueForUser(work, userId, refusal.effects);
  }
  const open = { ...prompt, about: null, category: null, chosen: null };
  store.saveUser({ ...user, draftFor: 'undecided' });
  savePrompt(work, userId, open);
  const { messageId } = open;
  const asked = { rules: null, voice, offered };
  const question = questionOf(open, draft, asked, { type: 'serverGone' });
  if (messageId !== null) queueForUser(work, userId, [promptInto(messageId, question, voiceOf(open, asked))]);
}
