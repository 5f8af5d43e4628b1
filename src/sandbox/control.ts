import type { Context, Hono, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import { createActions, type Actions } from './control/actions.ts';
import { createFeed, type Feed } from './control/feed.ts';
import { addStandardStickers } from './control/samples.ts';
import { onlySameMachine } from './control/same-machine.ts';
import { createTroubles, type Troubles } from './control/troubles.ts';
import { maxFileBytes } from './page/limits.ts';
import { pageFiles, type PageFile } from './page/page-files.ts';
import type { Action, ActionResult, Place, Trouble } from './page/protocol.ts';
import type { Sandbox } from './sandbox.ts';
import type { DemoWorld } from './scenario.ts';
import { createTally } from './tally/tally.ts';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What the page can't know of the bot by looking at Discord. */
export interface BotBehind {
  /** Ends the bot's process at once, as `kill -9` does, and says whether there was one; null where nobody starts it again. */
  readonly kill: (() => boolean) | null;
  /** How messages begin that stay with the staff; '' where none do. */
  readonly notePrefix: string;
}

const noBot: BotBehind = { kill: null, notePrefix: '' };

/** Puts the page at the sandbox's address. The returned function lets go of the world. */
export function mountPage(sandbox: Sandbox, demo: DemoWorld, { kill, notePrefix }: BotBehind = noBot): () => void {
  addStandardStickers(sandbox);
  const troubles = createTroubles(sandbox, kill);
  const tally = createTally(sandbox.world, { botId: demo.application.botUser.id, notePrefix });
  const feed = createFeed({ sandbox, demo, tally, troubles });
  const guard = onlySameMachine(sandbox.url);
  for (const file of pageFiles) serve(sandbox.routes, file, guard);
  sandbox.routes.use('/sandbox/*', guard);
  sandbox.routes.get('/sandbox/events', (context) => sendEvents(context, feed));
  mountActions(sandbox.routes, createActions(sandbox, demo), feed);
  mountTroubles(sandbox.routes, troubles, feed);
  return () => {
    feed.stop();
    tally.stop();
  };
}

function serve(routes: Hono, { path, type, text }: PageFile, guard: MiddlewareHandler): void {
  const headers = {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
  routes.get(path, guard, (context) => context.body(text, 200, headers));
}

function sendEvents(context: Context, feed: Feed): Response {
  return streamSSE(context, async (stream) => {
    await new Promise<void>((resolve) => {
      const unfollow = feed.follow((update) => void stream.writeSSE({ data: JSON.stringify(update) }));
      stream.onAbort(() => {
        unfollow();
        resolve();
      });
    });
  });
}

// Files come as base64, which makes four characters of three bytes; the rest is for texts.
const actionLimit = bodyLimit({
  maxSize: Math.ceil(maxFileBytes / 3) * 4 + 1024 * 1024,
  onError: (context) => context.json({ type: 'failed', reason: 'That is too much for one message.' }, 413),
});

// Other websites can't send this type without asking first, and nobody answers that question.
const onlyJson: MiddlewareHandler = async (context, next) =>
  context.req.header('content-type') === 'application/json' ? next() : context.text('JSON only', 415);

function mountTroubles(routes: Hono, troubles: Troubles, feed: Feed): void {
  routes.post('/sandbox/troubles', onlyJson, async (context) => {
    troubles.cause(await context.req.json<Trouble>());
    feed.look();
    return context.json({ type: 'done' } satisfies ActionResult);
  });
}

function mountActions(routes: Hono, actions: Actions, feed: Feed): void {
  routes.post('/sandbox/actions', actionLimit, onlyJson, async (context) => {
    const result = await actions.perform(await context.req.json<Action>());
    feed.look();
    return context.json(result);
  });
  routes.get('/sandbox/commands', (context) =>
    context.json(actions.offered(context.req.query('personId') ?? '', placeOf(context))),
  );
  routes.get('/sandbox/menus', (context) => {
    const { personId = '', messageId, aboutId = '' } = context.req.query();
    const clicked = messageId === undefined ? { aboutId, place: placeOf(context) } : { messageId };
    return context.json(actions.menus(personId, clicked));
  });
  routes.get('/sandbox/completions', async (context) => {
    const { personId = '', command = '', option = '', text = '', filled = '{}' } = context.req.query();
    const others = JSON.parse(filled) as Record<string, string>;
    return context.json(await actions.complete(personId, placeOf(context), { command, option, text, filled: others }));
  });
}

function placeOf(context: Context): Place {
  const channelId = context.req.query('channelId');
  return channelId === undefined ? { type: 'dm' } : { type: 'channel', channelId };
}
