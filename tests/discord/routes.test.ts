import { expect, test } from 'vitest';
import { routeOf } from '../../src/discord/routes.ts';

const id = '123456789012345678';

test.each([
  [`channels/${id}/messages/${id}?limit=100&after=${id}`, '/channels/:id/messages/:id'],
  [`guilds/${id}/members/${id}`, '/guilds/:id/members/:id'],
  [`webhooks/${id}/aW50ZXJhY3Rpb246-x_Y/messages/@original`, '/webhooks/:id/:token/messages/@original'],
  [`webhooks/${id}/abcdefgh?wait=true&thread_id=${id}`, '/webhooks/:id/:token'],
  [`interactions/${id}/abcdefgh/callback`, '/interactions/:id/:token/callback'],
  [`channels/${id}/messages/${id}/reactions/%E2%9C%85/@me`, '/channels/:id/messages/:id/reactions/:emoji/@me'],
  ['gateway/bot', '/gateway/bot'],
  ['users/@me/channels', '/users/@me/channels'],
  ['whatever/Zdenka%20Unverwechselbar', '/whatever/:other'],
])('the route of a request names nobody: %s', (path, route) => {
  expect(routeOf(`https://discord.com/api/v10/${path}`)).toBe(route);
  expect(routeOf(`http://127.0.0.1:8080/proxy/${id}/v10/${path}`)).toBe(route);
});
