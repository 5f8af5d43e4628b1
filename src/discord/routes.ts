import type { RESTOptions } from 'discord.js';

type Make = RESTOptions['makeRequest'];

/** A request that was answered, or (`null`) wasn't. */
export interface Answered {
  readonly method: string;
  /** As Discord's documentation writes it, without any ID. */
  readonly route: string;
  readonly status: number | null;
}

/** The route of a request, with nothing in it that says about whom it was: only words of Discord's own stay. */
export function routeOf(url: string): string {
  const { pathname } = new URL(url);
  const path = pathname.replace(/^.*?\/v\d+(?=\/)/, '');
  const segments = path.split('/').slice(1);
  return segments.map((segment, index) => `/${nameOf(segment, segments.slice(0, index))}`).join('');
}

function nameOf(segment: string, before: readonly string[]): string {
  if (/^\d+$/.test(segment)) return ':id';
  // Whoever has the token of a webhook or an interaction may write there.
  if ((before[0] === 'webhooks' || before[0] === 'interactions') && before.length === 2) return ':token';
  if (before.at(-1) === 'reactions') return ':emoji';
  return /^(@?[a-z-]{2,30})$/.test(segment) ? segment : ':other';
}

/** Makes requests as `make` does, and tells of each what became of it. */
export function tellingAnswers(make: Make, onAnswered: (request: Answered) => void): Make {
  return async (url, init) => {
    const told = { method: init.method ?? 'GET', route: routeOf(url) };
    const answer = await make(url, init).catch((error: unknown) => {
      onAnswered({ ...told, status: null });
      throw error;
    });
    onAnswered({ ...told, status: answer.status });
    return answer;
  };
}
