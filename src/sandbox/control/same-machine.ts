import type { MiddlewareHandler } from 'hono';

/**
 * Lets only the page itself in. Any website can make a browser send requests to this machine, and one whose name points
 * to 127.0.0.1 could even read the answers (DNS rebinding): the Host and Origin headers give both away.
 */
export function onlySameMachine(url: string): MiddlewareHandler {
  const { port } = new URL(url);
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  const origins = new Set([...hosts].map((host) => `http://${host}`));
  return async (context, next) => {
    const host = context.req.header('host') ?? '';
    const origin = context.req.header('origin');
    if (!hosts.has(host) || (origin !== undefined && !origins.has(origin))) {
      return context.text('This page answers on this machine only.', 403);
    }
    return next();
  };
}
