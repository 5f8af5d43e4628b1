import { ComponentType, MessageFlags } from 'discord.js';
import { say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import type { ShowFeedback } from '../ticket/feedback.ts';
import type { FormAnswer } from '../ticket/form.ts';
import { plainLine } from '../ticket/plain-line.ts';
import { stars } from './feedback-words.ts';
import { pingNobody } from './pinging.ts';
import type { MessageBody } from './statements.ts';

/** A container holds 4,000 characters; so many of them are left for the answers. https://docs.discord.com/developers/components/reference#container */
const room = 3500;

/** What a user said about a ticket, for the staff's channel; `serverId`: the one that the ticket's post is in. */
export function feedbackNotice(
  { ticket, category, user, rating, answers, ...effect }: ShowFeedback,
  serverId: string,
): MessageBody {
  const language = effect.language as Language;
  const number = `#${ticket.id}`;
  const link =
    ticket.postId === null ? number : `[${number}](https://discord.com/channels/${serverId}/${ticket.postId})`;
  const heading = say(language, 'feedback.notice', { stars: stars(rating), rating });
  const who = `**${plainLine(user.name)}**${user.id === null ? '' : ` (<@${user.id}>)`}`;
  const texts = [
    [heading, link, who, ...(category === null ? [] : [plainLine(category)])].join(' · '),
    ...answers.map((answer) => answerText(answer, room / answers.length)),
  ];
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [
      {
        type: ComponentType.Container,
        components: texts.map((content) => ({ type: ComponentType.TextDisplay, content })),
      },
    ],
    allowed_mentions: pingNobody,
  };
}

/** All of it is kept; here a long text is cut. */
function answerText({ label, values }: FormAnswer, limit: number): string {
  const text = `**${plainLine(label)}**\n${values.join('\n').replaceAll(/^/gm, '> ')}`;
  return text.length <= limit ? text : `${text.slice(0, limit - 2).replace(/[\uD800-\uDBFF]$/, '')} …`;
}
