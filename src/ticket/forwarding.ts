import type { Recorded } from './decision.ts';
import type { StaffWrote } from './events.ts';
import type { Rules } from './rules.ts';
import type { Writing } from './ticket.ts';

/** What becomes of something written in a post: it goes to the user, as this text; it stays; or it means nothing. */
export type Forwarding =
  { readonly to: 'user'; readonly text: string } | { readonly to: 'nobody'; readonly because: 'note' | 'bot' };

/** What is recorded of something that stays in the post. */
export function kept({ because }: Extract<Forwarding, { to: 'nobody' }>): Recorded {
  return because === 'bot' ? 'ignored' : 'note';
}

/** `-r`, and nothing but white space or the end behind it. */
const flag = /^-r(?=\s|$)/;

/**
 * Decides who a message in a post is for. A leading `-r` or mention of the bot says "to the user", always, and is cut off;
 * else internal notes stay, and where nothing is forwarded by itself, everything does.
 */
export function forwardingOf({ writing, author, isBot }: StaffWrote, rules: Rules): Forwarding {
  if (isBot && !rules.allowedBots.includes(author.id)) return { to: 'nobody', because: 'bot' };
  return forwardingOfText(writing, rules);
}

/** The same for a text, whoever wrote it. */
export function forwardingOfText(writing: Pick<Writing, 'text' | 'files'>, rules: Rules): Forwarding {
  const text = writing.text.trimStart();
  const addressed = withoutAddress(text, rules.botMentions);
  if (addressed !== null) {
    const isEmpty = addressed === '' && writing.files.length === 0;
    return isEmpty ? { to: 'nobody', because: 'note' } : { to: 'user', text: addressed };
  }
  const isNote = rules.notePrefix !== '' && text.startsWith(rules.notePrefix);
  return isNote || !rules.autoForward ? { to: 'nobody', because: 'note' } : { to: 'user', text: writing.text };
}

/** What the user gets of a text that goes to them in any case: without what says whom it is for. */
export function textForUser(text: string, rules: Rules): string {
  const start = text.trimStart();
  const addressed = withoutAddress(start, rules.botMentions);
  if (addressed !== null) return addressed;
  const isNote = rules.notePrefix !== '' && start.startsWith(rules.notePrefix);
  return isNote ? start.slice(rules.notePrefix.length).trimStart() : text;
}

/** The text behind a leading flag or mention, or `null` where there is none. */
function withoutAddress(text: string, botMentions: readonly string[]): string | null {
  const address = flag.exec(text)?.[0] ?? botMentions.find((mention) => text.startsWith(mention));
  return address === undefined ? null : text.slice(address.length).trimStart();
}
