import { describe, expect, test } from 'vitest';
import { createLiveConfig } from '../../src/wiring/live-config.ts';
import type { Loaded } from '../../src/wiring/live-config.ts';
import { loadText } from '../config/load-text.ts';

const servers = 'servers: [{ id: 900000000000000001, forum: 800000000000000001 }]\n';
const load = (text: string, token = 'a-token', database = 'supportmail.db'): Loaded =>
  loadText(`database: /srv/${database}\n${text}`, { DISCORD_TOKEN: token }) as Loaded;

describe('another configuration', () => {
  test('holds from then on for everybody who asks', () => {
    const live = createLiveConfig(load(servers));
    const { settings } = live;
    const change = live.change(load(`language: fr\ncatch_up: { dm_age: 1d }\n${servers}`));
    expect(change).toEqual({ waits: [], anew: null });
    expect([live.config.language, live.reach.earlierUsersMs]).toEqual(['fr', 24 * 60 * 60_000]);
    expect(settings.map(({ language }) => language)).toEqual(['fr']);
  });

  test('keeps what a running bot can’t change, and names it', () => {
    const live = createLiveConfig(load(servers));
    const { database } = live.config;
    const next = `discord: { api_url: 'https://proxy.example/api' }\nhttp: { port: 9090 }\nlog: { format: json, level: warn }\n${servers}`;
    expect(live.change(load(next, 'another-token', 'other.db'))).toEqual({
      waits: ['discord.token', 'discord.api_url', 'database', 'http', 'log.format'],
      anew: null,
    });
    expect(live.config).toMatchObject({
      discord: { token: 'a-token', api_url: 'https://discord.com/api' },
      database,
      http: { port: null },
      log: { format: 'auto', level: 'warn' },
    });
  });

  test.each([
    ['another forum', 'servers: [{ id: 900000000000000001, forum: 800000000000000002 }]\n'],
    ['one more server', servers.replace(']', ', { id: 900000000000000002, forum: 800000000000000002 }]')],
  ])('with %s isn’t in force yet: it is what the connection is made anew with', (_, text) => {
    const live = createLiveConfig(load(servers));
    const { waits, anew } = live.change(load(text, 'a-token', 'other.db'));
    expect(waits).toEqual(['database']);
    expect(anew?.config.database).toBe(live.config.database);
    expect(live.config.servers.map(({ forum }) => forum)).toEqual(['800000000000000001']);
  });
});
