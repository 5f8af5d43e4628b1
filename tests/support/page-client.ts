import type { MessageView } from '../../src/sandbox/page/message-view.ts';
import type { Action, ActionResult, Frame, Trouble, Update } from '../../src/sandbox/page/protocol.ts';

/** The page without a browser: what it would show, and what its visitor can do. */
export interface PageClient {
  readonly frame: Frame;
  readonly logs: Readonly<Record<string, MessageView[]>>;
  /** Waits until what the page would show fulfils a condition. */
  until(isSo: (client: PageClient) => boolean): Promise<void>;
  act(action: Action): Promise<ActionResult>;
  cause(trouble: Trouble): Promise<void>;
  close(): void;
}

/** Opens the page at an address, as its script does. */
export async function openPageClient(url: string): Promise<PageClient> {
  const ending = new AbortController();
  const answer = await fetch(`${url}/sandbox/events`, { signal: ending.signal });
  const updates = readUpdates(answer);
  const first = await updates.next();
  if (first.done === true || first.value.type !== 'everything') throw new Error('The page was not told everything.');
  let { frame } = first.value;
  const logs: Record<string, MessageView[]> = { ...first.value.logs };
  const waiting = new Set<() => void>();
  void follow();

  async function follow(): Promise<void> {
    try {
      for await (const update of updates) {
        frame = update.frame ?? frame;
        for (const [id, log] of Object.entries(update.logs)) {
          if (log === null) delete logs[id];
          else logs[id] = log;
        }
        for (const check of waiting) check();
      }
    } catch (error) {
      if (!ending.signal.aborted) throw error;
    }
  }

  const client: PageClient = {
    get frame() {
      return frame;
    },
    logs,
    until: (isSo) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!isSo(client)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    act: (action) => post(`${url}/sandbox/actions`, action),
    async cause(trouble) {
      await post(`${url}/sandbox/troubles`, trouble);
    },
    close: () => ending.abort(),
  };
  return client;
}

async function post(address: string, body: object): Promise<ActionResult> {
  const headers = { 'content-type': 'application/json' };
  const result = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await result.json()) as ActionResult;
}

async function* readUpdates(answer: Response): AsyncGenerator<Update> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of answer.body ?? []) {
    const events = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) yield JSON.parse(event.replace(/^data: /, '')) as Update;
  }
}
