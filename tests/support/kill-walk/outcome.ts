import type { Post } from '../../../src/sandbox/scenario/types.ts';
import type { Message } from '../../../src/sandbox/world/nouns.ts';
import { reactionsOn, shown } from '../stage.ts';
import { comment, halves, isBy, lines } from './story.ts';
import type { Walk } from './walk.ts';

/** What people wrote, and what the bot did about it, on both sides. */
export interface Outcome {
  readonly mia: readonly Seen[];
  readonly botToMia: readonly Seen[];
  readonly posts: readonly SeenPost[];
}

interface SeenPost extends Pick<Post, 'title' | 'tags' | 'locked' | 'archived'> {
  readonly begins: 'with the facts' | 'otherwise';
  readonly bot: readonly Seen[];
  readonly staff: readonly Seen[];
}

/** A message: what it says, what it replies to, and the bot's receipts on it. */
type Seen = string;

/** What stands in Discord now. */
export function outcomeOf(walk: Walk): Outcome {
  const dm = walk.mia.dmMessages();
  return {
    mia: dm.filter((message) => !isBy(walk, message)).map((message) => seen(message, dm)),
    botToMia: dm.filter((message) => isBy(walk, message)).map((message) => seen(message, dm)),
    posts: walk.stage.posts().map((post) => seenPost(walk, post)),
  };
}

function seenPost(walk: Walk, { title, tags, locked, archived, messages }: Post): SeenPost {
  const [start, ...rest] = messages;
  return {
    title,
    tags,
    locked,
    archived,
    begins: JSON.stringify(start?.embeds).includes(walk.mia.id) ? 'with the facts' : 'otherwise',
    bot: rest.filter((message) => isBy(walk, message)).map((message) => seen(message, messages)),
    staff: rest.filter((message) => !isBy(walk, message)).map((message) => seen(message, messages)),
  };
}

function seen(message: Message, around: readonly Message[]): Seen {
  const original = around.find(({ id }) => id === message.replyTo?.messageId);
  return written(shown(message), {
    to: original === undefined ? null : shown(original),
    receipts: reactionsOn(message),
  });
}

function written(text: string, { to = null, receipts = [] }: { to?: string | null; receipts?: string[] } = {}): Seen {
  const readable = text.replace(halves[0], '(the first half)').replace(halves[1], '(the second half)');
  return `${to === null ? '' : `(to: ${to}) `}${readable}${receipts.map((emoji) => ` [${emoji}]`).join('')}`;
}

const confirmed = ['✅'];
const sent = '✉️ Message sent to **Lantern Games**. You will get the answer here.';

/** What must stand there, whenever the bot was killed: everything once, in order, and nothing else. */
export function model({ robin }: Walk): Outcome {
  const fromRobin = (text: string, part = ''): string => `-# Robin · Lantern Games${part}\n${text}`;
  const fromMia = (text: string): string => `-# Mia\n${text}`;
  const answer = fromRobin(lines.answer);
  return {
    mia: [
      written(lines.first),
      written(lines.second, { receipts: confirmed }),
      written(lines.reply, { to: answer, receipts: confirmed }),
      written(lines.again),
      written(lines.also, { receipts: confirmed }),
    ],
    botToMia: [
      written(sent, { to: lines.first }),
      written(answer, { to: lines.first }),
      written(fromRobin(halves[0], ' · 1/2')),
      written(fromRobin(halves[1], ' · 2/2')),
      written(
        `🔒 Your conversation with **Lantern Games** was closed. Write here again whenever you need to.\n> ${comment}`,
      ),
      written(sent, { to: lines.again }),
    ],
    posts: [
      {
        title: '#1 · Mia',
        tags: ['Closed'],
        locked: true,
        archived: true,
        begins: 'with the facts',
        bot: [
          written(fromMia(lines.first)),
          written(fromMia(lines.second)),
          written(fromMia(lines.reply), { to: lines.answer }),
          written(`🔒 Closed by <@${robin.id}>.\n> ${comment}`),
        ],
        staff: [
          written(lines.answer, { to: fromMia(lines.first), receipts: confirmed }),
          written(lines.long, { receipts: confirmed }),
          written(lines.note),
        ],
      },
      {
        title: '#2 · Mia',
        tags: ['Open', 'Unanswered'],
        locked: false,
        archived: false,
        begins: 'with the facts',
        bot: [written(fromMia(lines.again)), written(fromMia(lines.also))],
        staff: [],
      },
    ],
  };
}
