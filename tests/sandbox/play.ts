import { identify, supportIntents, type Listening, type Received, type Reply } from '../support/probe.ts';
import { setStage, type Stage } from './stage.ts';

/** Kinds of first answers. */
export const callback = { reply: 4, defer: 5, deferUpdate: 6, update: 7, choices: 8, modal: 9 } as const;

/** The flag of a message that one person alone sees. */
export const ephemeral = 1 << 6;

const definitions = [
  {
    name: 'close',
    description: 'Closes',
    options: [
      { type: 3, name: 'comment', description: 'Why', max_length: 20 },
      { type: 5, name: 'share', description: 'Tell them' },
      { type: 6, name: 'who', description: 'Whom' },
    ],
  },
  {
    name: 'tag',
    description: 'Tags',
    options: [
      {
        type: 1,
        name: 'add',
        description: 'Adds',
        options: [{ type: 3, name: 'name', description: 'Which', required: true, autocomplete: true }],
      },
    ],
  },
  { type: 3, name: 'Send to user' },
  { type: 2, name: 'Tickets of user' },
];

/** A stage with a bot that listens and answers by hand. */
export interface Play extends Stage {
  readonly gateway: Listening;
  readonly postId: string;
  /** The next interaction that reaches the bot. */
  readonly heard: () => Promise<Received>;
  readonly answer: (event: Received, type: number, fields?: object, query?: string) => Promise<Reply>;
  /** Calls a route of the interaction's token, such as `/messages/@original`. */
  readonly byToken: (event: Received, method: string, path: string, body?: unknown) => Promise<Reply>;
}

/** Sets a stage with commands registered, a post open and a bot listening. */
export async function play(): Promise<Play> {
  const stage = await setStage();
  const { applicationId } = stage.application;
  await stage.call('PUT', `/applications/${applicationId}/commands`, definitions);
  const gateway = await identify(stage.sandbox, stage.token, supportIntents);
  const postId = await stage.openPost();
  let last = '';
  return {
    ...stage,
    gateway,
    postId,
    async heard() {
      const event = await gateway.until((one) => one.t === 'INTERACTION_CREATE' && String(one.d['id']) > last);
      last = String(event.d['id']);
      return event;
    },
    answer: ({ d }, type, data, query = '') =>
      stage.call('POST', `/interactions/${String(d['id'])}/${String(d['token'])}/callback${query}`, {
        type,
        ...(data === undefined ? {} : { data }),
      }),
    byToken: ({ d }, method, path, body) =>
      stage.call(method, `/webhooks/${applicationId}/${String(d['token'])}${path}`, body),
    [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose](),
  };
}

/** Commands used in the post. */
export const here = (stage: Play) => ({ channelId: stage.postId });
