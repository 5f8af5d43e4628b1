import type { Action, ActionResult, CommandView, Trouble, Update } from '../protocol.ts';
import { encodeFile } from './encode-file.ts';
import type { Conversation } from './model.ts';
import type { Clicked, CompletionQuery } from './page-context.ts';

/** Listens to the sandbox. The browser reconnects by itself, and then everything comes anew. */
export function listen(onUpdate: (update: Update) => void, onConnection: (connected: boolean) => void): () => void {
  const source = new EventSource('/sandbox/events');
  source.addEventListener('open', () => onConnection(true));
  source.addEventListener('error', () => onConnection(false));
  source.addEventListener('message', ({ data }) => onUpdate(JSON.parse(String(data)) as Update));
  return () => source.close();
}

/** Has somebody do something, with files where the action takes them. */
export async function perform(action: Action, files: readonly File[]): Promise<ActionResult> {
  if (files.length === 0) return post('/sandbox/actions', action);
  try {
    return await post('/sandbox/actions', { ...action, files: await Promise.all(files.map(encodeFile)) });
  } catch {
    return { type: 'failed', reason: 'A file can’t be read any more: was it moved or deleted?' };
  }
}

/** Lets something go wrong. What comes of it the events tell, also that nobody is there any more. */
export async function causeTrouble(trouble: Trouble): Promise<void> {
  await post('/sandbox/troubles', trouble);
}

async function post(address: string, body: object): Promise<ActionResult> {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as ActionResult;
  } catch {
    return { type: 'failed', reason: 'The demo is not running any more. Start it again in the terminal.' };
  }
}

/** The slash commands that this person is offered in this place. */
export function fetchCommands(conversation: Conversation): Promise<CommandView[]> {
  return fetchList(`/sandbox/commands?${whereabouts(conversation).toString()}`);
}

/** The commands that this person is offered in the context menu of a message or of somebody. */
export function fetchMenus(conversation: Conversation, clicked: Clicked): Promise<string[]> {
  const parameters = whereabouts(conversation);
  for (const [name, value] of Object.entries(clicked)) parameters.set(name, value);
  return fetchList(`/sandbox/menus?${parameters.toString()}`);
}

/** What the bot proposes for an option. */
export function fetchCompletions(
  conversation: Conversation,
  query: CompletionQuery,
): Promise<{ name: string; value: string }[]> {
  const parameters = whereabouts(conversation);
  for (const [name, value] of Object.entries({ ...query, filled: JSON.stringify(query.filled) })) {
    parameters.set(name, value);
  }
  return fetchList(`/sandbox/completions?${parameters.toString()}`);
}

function whereabouts({ personId, place }: Conversation): URLSearchParams {
  const parameters = new URLSearchParams({ personId });
  if (place.type === 'channel') parameters.set('channelId', place.channelId);
  return parameters;
}

async function fetchList<T>(address: string): Promise<T[]> {
  try {
    const answer = await fetch(address);
    return answer.ok ? ((await answer.json()) as T[]) : [];
  } catch {
    return [];
  }
}
