import { ok, type Answer, type Route } from './routes.ts';

/** Where the gateway is: https://docs.discord.com/developers/events/gateway#get-gateway-bot */
export function gatewayRoutes(url: () => string): readonly Route[] {
  const perform = (): Answer =>
    ok({
      url: url(),
      shards: 1,
      session_start_limit: { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 },
    });
  return [{ method: 'GET', template: '/gateway/bot', perform }];
}
