/** A request to the REST API, as it came. */
export interface ApiRequest {
  readonly number: number;
  readonly at: number;
  readonly method: string;
  /** Without `/api/v10`, decoded. */
  readonly path: string;
  /** The template of Discord's OpenAPI description, or null for a route that the sandbox doesn't know. */
  readonly route: string | null;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** The files beside the body; absent where there are none. */
  readonly files?: readonly { readonly name: string; readonly contentType: string | null; readonly size: number }[];
  /** The interaction that a callback or follow-up belongs to. */
  readonly interactionId: string | null;
}

/** A request with its answer; `status` and `answer` are null as long as, or because, none was sent. */
export interface Exchange extends ApiRequest {
  status: number | null;
  answer: unknown;
  /** A fault gave this answer or kept it back, so it says nothing about Discord. */
  faulty: boolean;
}

/** A file that someone fetched from the CDN; `status` is null as long as, or because, nothing was answered. */
export interface Download {
  readonly path: string;
  readonly at: number;
  status: number | null;
}

/** Every request with its answer, in order. */
export interface Traffic {
  readonly exchanges: readonly Exchange[];
  readonly downloads: readonly Download[];
  readonly unknownRoutes: readonly string[];
  /** Errors of the sandbox itself: whatever a test shows then, it shows nothing about the bot. */
  readonly mistakes: Error[];
  /** Requests of one method and route, such as `count('POST', '/channels/{channel_id}/messages')`. */
  count(method: string, route: string): number;
  /** Calls `listener` with each request before it is performed; the returned function ends that. */
  onRequest(listener: (exchange: Exchange) => void): () => void;
  /** The number the next request gets. */
  nextNumber(): number;
  record(request: ApiRequest): Exchange;
  recordDownload(path: string, at: number): Download;
  clear(): void;
}

/** An empty record of traffic. */
export function createTraffic(): Traffic {
  const exchanges: Exchange[] = [];
  const downloads: Download[] = [];
  const unknownRoutes: string[] = [];
  const mistakes: Error[] = [];
  const listeners = new Set<(exchange: Exchange) => void>();
  let last = 0;
  return {
    exchanges,
    downloads,
    unknownRoutes,
    mistakes,
    count: (method, route) => exchanges.filter((one) => one.method === method && one.route === route).length,
    onRequest(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    nextNumber: () => last + 1,
    record(request) {
      last = request.number;
      const exchange: Exchange = { ...request, status: null, answer: null, faulty: false };
      exchanges.push(exchange);
      if (request.route === null) unknownRoutes.push(`${request.method} ${request.path}`);
      for (const listener of listeners) listener(exchange);
      return exchange;
    },
    recordDownload(path, at) {
      const download: Download = { path, at, status: null };
      downloads.push(download);
      return download;
    },
    clear() {
      downloads.length = 0;
      exchanges.length = 0;
      unknownRoutes.length = 0;
      mistakes.length = 0;
    },
  };
}
