import { Client, GatewayIntentBits, Partials, type ClientOptions } from 'discord.js';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/** A bare discord.js client as a bot of these tests has it: no retries of its own, nothing cached. */
export function createClient(sandbox: Pick<Sandbox, 'apiUrl'>, options: Partial<ClientOptions> = {}): Client {
  return new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.MessageContent,
      GatewayIntentBits.DirectMessages,
    ],
    partials: [Partials.Channel, Partials.Message],
    enforceNonce: true,
    ...options,
    rest: { api: sandbox.apiUrl, retries: 0, ...options.rest },
  });
}
