import type { SessionStarts } from '../gateway/session-starts.ts';
import { ok, type Answer, type Call, type Route } from './routes.ts';

/** Where the gateway is: https://docs.discord.com/developers/events/gateway#get-gateway-bot */
export function gatewayRoutes(url: () => string, starts: SessionStarts): readonly Route[] {
  const perform = ({ application }: Call): Answer =>
    ok({ url: url(), shards: 1, session_start_limit: starts.limitOf(application) });
  return [{ method: 'GET', template: '/gateway/bot', perform }];
}
