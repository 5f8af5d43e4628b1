import type { ApiRequest } from '../../../src/sandbox/traffic.ts';
import { halves, lines } from './story.ts';
import type { Line } from './story.ts';
import type { Walk } from './walk.ts';

/** Tells a request from all others of the story. */
export type Matches = (request: ApiRequest, walk: Walk) => boolean;

/** What the bot asks of Discord in the story, in order, by what it is for. */
export const requests = {
  'the look-up of the member': is('GET', '/guilds/{guild_id}/members/{user_id}'),
  'the post': opens('#1'),
  'the copy of the first message': sends(lines.first),
  'the copy of the second message': sends(lines.second),
  '"message sent"': sendsWith(1, 'Message sent'),
  'the receipt on the second message': confirms('second'),
  "the copy of the staff's answer": sends(lines.answer),
  'the receipt on the answer': confirms('answer'),
  'the tag "Awaiting Response"': tags('Awaiting Response'),
  'the first part of the long answer': sends(halves[0]),
  'the second part of the long answer': sends(halves[1]),
  'the receipt on the long answer': confirms('long'),
  "the copy of the user's reply": sends(lines.reply),
  'the receipt on the reply': confirms('reply'),
  'the tag "User Responded"': tags('User Responded'),
  'the answer to /close': is('POST', '/interactions/{interaction_id}/{interaction_token}/callback'),
  'the farewell to the user': sends('Your conversation'),
  'the closing of the post': is('PATCH', '/channels/{channel_id}', '"archived":true'),
  'the second post': opens('#2'),
  'the copy of the message that opens it': sends(lines.again),
  '"message sent" for it': sendsWith(2, 'Message sent'),
  'the copy of its other message': sends(lines.also),
  'the receipt on that one': confirms('also'),
} as const satisfies Record<string, Matches>;

export type RequestName = keyof typeof requests;

/** A read of messages in a channel, to catch up or to find out what became of something. */
export const reads = is('GET', '/channels/{channel_id}/messages');
/** A look for the post that was perhaps made. */
export const looksForPost = is('GET', '/guilds/{guild_id}/threads/active');

function is(method: string, route: string, text = ''): Matches {
  return (request) =>
    request.method === method && request.route === route && JSON.stringify(request.body).includes(text);
}

function opens(title: string): Matches {
  return is('POST', '/channels/{channel_id}/threads', title);
}

function sends(text: string): Matches {
  return is('POST', '/channels/{channel_id}/messages', text);
}

function sendsWith(posts: number, text: string): Matches {
  const matches = sends(text);
  return (request, walk) => matches(request, walk) && walk.stage.posts().length === posts;
}

function confirms(line: Line): Matches {
  return (request, { said }) => request.method === 'PUT' && request.path.includes(`/${said.get(line)?.id}/reactions/`);
}

function tags(name: string): Matches {
  return (request, walk) => {
    const forum = walk.stage.sandbox.world.channels.get(walk.stage.world.forum.id);
    const tag = forum?.type === 15 ? forum.tags.find((one) => one.name === name) : undefined;
    return tag !== undefined && is('PATCH', '/channels/{channel_id}', tag.id)(request, walk);
  };
}
