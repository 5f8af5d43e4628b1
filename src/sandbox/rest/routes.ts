import type { Application } from '../world/nouns.ts';
import type { World } from '../world/world.ts';
import type { Uploads } from './multipart.ts';

/** A request, ready to be performed. */
export interface Call {
  readonly world: World;
  /** The bot that asks. */
  readonly application: Application;
  /** The names in the template → what stands there. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly uploads: Uploads;
}

/** What is answered: no body for 204. */
export interface Answer {
  readonly status: 200 | 201 | 204;
  readonly body: unknown;
}

/** One operation of Discord's API. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As in Discord's OpenAPI description. */
  readonly template: string;
  /** Interaction routes are authorised by the token in their path instead of the bot's. */
  readonly byInteractionToken?: true;
  readonly perform: (call: Call) => Answer;
}

/** An answer with a body. */
export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** An answer without one. */
export const noContent: Answer = { status: 204, body: null };

/** What stands in the path at that name. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}

interface Compiled {
  readonly route: Route;
  readonly steps: readonly string[];
  readonly literals: number;
}

/** Finds the route of a request, and what stands at the names of its template. */
export type Router = (method: string, path: string) => { route: Route; params: Record<string, string> } | null;

/** A router over these routes; `/users/@me` goes before `/users/{user_id}`. */
export function createRouter(routes: readonly Route[]): Router {
  const compiled = routes
    .map((route): Compiled => {
      const steps = route.template.split('/').slice(1);
      return { route, steps, literals: steps.filter((step) => !step.startsWith('{')).length };
    })
    .sort((a, b) => b.literals - a.literals);
  return (method, path) => {
    const steps = path.split('/').slice(1).map(decodeURIComponent);
    for (const candidate of compiled) {
      if (candidate.route.method !== method || candidate.steps.length !== steps.length) continue;
      const params = match(candidate.steps, steps);
      if (params !== null) return { route: candidate.route, params };
    }
    return null;
  };
}

function match(template: readonly string[], steps: readonly string[]): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (const [index, expected] of template.entries()) {
    const step = steps[index] ?? '';
    if (expected.startsWith('{')) params[expected.slice(1, -1)] = step;
    else if (expected !== step) return null;
  }
  return params;
}
