import { disguised } from './disguise.ts';
import type { FormAnswer } from './form.ts';
import { quotable, splitText } from './split.ts';
import type { Statement } from './statement.ts';
import type { Ticket } from './ticket.ts';

/** Of what an embed holds (6,000 characters, 1,024 in a field), so much is left for answers. https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
const room = 2500;
const longestInFacts = 900;

/** What a user filled in, as staff may see it. */
export function seenAnswers({ isAnonymous, userId, userName }: Ticket, answers: readonly FormAnswer[]) {
  if (!isAnonymous) return answers;
  return answers.map(({ label, values }) => ({
    label,
    values: values.map((value) => disguised(value, userId, userName)),
  }));
}

/** The answers that a post's first message shows, and those that are too long for it: messages of their own, behind it. */
export function laidOut(answers: readonly FormAnswer[]): {
  readonly inFacts: readonly FormAnswer[];
  readonly behind: readonly Statement[];
} {
  const inFacts: FormAnswer[] = [];
  const behind: Statement[] = [];
  let left = room;
  for (const { label, values } of answers) {
    const text = values.join('\n');
    if (text.length <= Math.min(longestInFacts, left)) {
      left -= label.length + text.length;
      inFacts.push({ label, values });
    } else {
      for (const part of splitText(text, quotable)) behind.push({ type: 'answered', label, text: part });
    }
  }
  return { inFacts, behind };
}
