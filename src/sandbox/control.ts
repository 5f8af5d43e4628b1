import type { Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { createActions, type Actions } from './control/actions.ts';
import { createFeed, type Feed } from './control/feed.ts';
import { onlySameMachine } from './control/same-machine.ts';
import css from './page/page.css?text';
import html from './page/index.html?text';
import icon from './page/icon.svg?text';
// oxlint-disable-next-line import/default -- scripts/page-assets.mjs makes that export
import script from './page/client/main.tsx?script';
import type { Action, Place } from './page/protocol.ts';
import type { Sandbox } from './sandbox.ts';
import type { DemoWorld } from './scenario.ts';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Puts the page at the sandbox's address. The returned function lets go of the world. */
export function mountPage(sandbox: Sandbox, demo: DemoWorld): () => void {
  const feed = createFeed(sandbox, demo);
  const guard = onlySameMachine(sandbox.url);
  serve(sandbox.routes, '/', 'text/html', html, guard);
  serve(sandbox.routes, '/page.css', 'text/css', css, guard);
  serve(sandbox.routes, '/page.js', 'text/javascript', script, guard);
  serve(sandbox.routes, '/icon.svg', 'image/svg+xml', icon, guard);
  sandbox.routes.use('/sandbox/*', guard);
  sandbox.routes.get('/sandbox/events', (context) => sendEvents(context, feed));
  mountActions(sandbox.routes, createActions(sandbox, demo));
  return () => feed.stop();
}

function serve(
  routes: Hono,
  path: string,
  type: string,
  text: string,
  guard: ReturnType<typeof onlySameMachine>,
): void {
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

function mountActions(routes: Hono, actions: Actions): void {
  routes.post('/sandbox/actions', async (context) => {
    // Other websites can't send this type without asking first, and nobody answers that question.
    if (context.req.header('content-type') !== 'application/json') return context.text('JSON only', 415);
    return context.json(await actions.perform(await context.req.json<Action>()));
  });
  routes.get('/sandbox/commands', (context) =>
    context.json(actions.offered(context.req.query('personId') ?? '', placeOf(context))),
  );
  routes.get('/sandbox/completions', async (context) => {
    const { personId = '', command = '', option = '', text = '' } = context.req.query();
    return context.json(await actions.complete(personId, placeOf(context), { command, option, text }));
  });
}

function placeOf(context: Context): Place {
  const channelId = context.req.query('channelId');
  return channelId === undefined ? { type: 'dm' } : { type: 'channel', channelId };
}
