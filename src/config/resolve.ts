import { dirname, resolve } from 'node:path';
import { parseDuration } from '../lib/duration.ts';
import { normalizeApiUrl } from './api-url.ts';
import { categoryProblems } from './category-problems.ts';
import { formProblems, isFields, unwantedFiles } from './form-problems.ts';
import { panelProblems } from './panel-problems.ts';
import type { Place } from './parse.ts';
import { pointerTo } from './problems.ts';
import type { Problem } from './problems.ts';
import type { Config } from './schema.ts';
import { scheduleProblems } from './schedule-problems.ts';
import { slugOf } from './slug.ts';

type Places = ReadonlyMap<string, Place>;

/** Finds what no schema can say about the values. The configuration may still be invalid otherwise. */
export function findContradictions(value: unknown, places: Places): Problem[] {
  const apiUrl = textAt(value, 'discord', 'api_url');
  const normalized = apiUrl === null ? null : normalizeApiUrl(apiUrl);
  const problems = normalized === null || normalized.ok ? [] : [problem('/discord/api_url', places, normalized.text)];
  const servers = at(value, 'servers');
  if (!Array.isArray(servers)) return problems;
  return [
    ...problems,
    ...servers.flatMap((server, index) => {
      const pointer = `${pointerTo('/servers', index)}/feedback/form`;
      const form = at(at(server, 'feedback'), 'form');
      return [
        ...formProblems(form, pointer, places),
        ...unwantedFiles(form, pointer, places, 'feedback takes no files'),
      ];
    }),
    ...servers.flatMap((server, index) => serverProblems(server, pointerTo('/servers', index), places)),
    ...servers.flatMap((_, index) => twiceProblems(servers, index, places)),
  ];
}

/** Makes paths absolute (they are meant relative to the file), the API's address regular, and IDs of what has a name only. */
export function resolveConfig(config: Config, configPath: string, token: string | null): Config {
  const { api_url: apiUrl, token_file: tokenFile } = config.discord;
  const normalized = normalizeApiUrl(apiUrl);
  const fromFile = (path: string) => resolve(dirname(configPath), path);
  return {
    ...config,
    discord: {
      ...config.discord,
      token,
      token_file: tokenFile === null ? null : fromFile(tokenFile),
      api_url: normalized.ok ? normalized.url : apiUrl,
    },
    database: config.database === ':memory:' ? config.database : fromFile(config.database),
    servers: config.servers.map((server) => ({
      ...server,
      categories: server.categories.map((category) => ({ ...category, id: category.id ?? slugOf(category.name) })),
    })),
  };
}

function serverProblems(server: unknown, pointer: string, places: Places): Problem[] {
  return [
    ...idProblems(server, pointer, places),
    ...inactivityProblems(server, pointer, places),
    ...(isFields(server)
      ? [
          ...categoryProblems(server, pointer, places),
          ...panelProblems(server, pointer, places),
          ...scheduleProblems(server, pointer, places),
        ]
      : []),
  ];
}

// Two servers may share a server for their staff, but not a forum: whose post it is must be clear.
function twiceProblems(servers: readonly unknown[], index: number, places: Places): Problem[] {
  return (['id', 'forum'] as const).flatMap((key) => {
    const values = servers.map((server) => textAt(server, key));
    const own = values[index] ?? null;
    if (own === null || values.indexOf(own) === index) return [];
    const of =
      key === 'id' ? 'is listed twice; once is allowed' : 'is the forum of another server, too; each needs its own';
    return [problem(`${pointerTo('/servers', index)}/${key}`, places, of)];
  });
}

// Nobody would ever be reminded.
function inactivityProblems(server: unknown, pointer: string, places: Places): Problem[] {
  const [remindAfter, closeAfter] = (['remind_after', 'close_after'] as const).map((key) => {
    const parsed = parseDuration(textAt(server, 'tickets', 'inactivity', key) ?? '');
    return parsed.ok ? parsed.ms : 0;
  });
  if (remindAfter === undefined || closeAfter === undefined || closeAfter === 0 || remindAfter < closeAfter) return [];
  const text = 'found a time that is no shorter than `close_after`, but users are to be reminded before that';
  return [problem(`${pointer}/tickets/inactivity/remind_after`, places, text)];
}

function idProblems(server: unknown, pointer: string, places: Places): Problem[] {
  const id = textAt(server, 'id');
  if (id === null) return [];
  const forum = textAt(server, 'forum') === id ? ['forum'] : [];
  const problems = forum.map((key) =>
    problem(pointerTo(pointer, key), places, "found the server's own ID, but it must be the ID of a forum channel"),
  );
  const everyone = (['staff', 'managers'] as const).flatMap((people) => everyoneAmong(server, id, people));
  return [
    ...problems,
    ...everyone.map((rest) =>
      problem(
        pointer + rest,
        places,
        "found the server's own ID, which is the role @everyone; it must be a narrower role",
      ),
    ),
  ];
}

// The role that everybody has bears the ID of its server: https://docs.discord.com/developers/topics/permissions#role-object
function everyoneAmong(server: unknown, id: string, people: 'staff' | 'managers'): string[] {
  const roles = at(at(server, people), 'roles');
  if (!Array.isArray(roles)) return [];
  return roles.flatMap((role, index) => (role === id ? [`/${people}/roles/${index}`] : []));
}

function problem(pointer: string, places: Places, text: string): Problem {
  return { pointer, offset: places.get(pointer)?.offset ?? 0, text };
}

function textAt(value: unknown, ...keys: string[]): string | null {
  const found = keys.reduce(at, value);
  return typeof found === 'string' ? found : null;
}

function at(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}
