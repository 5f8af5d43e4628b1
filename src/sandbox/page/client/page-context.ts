import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Action, CommandView } from '../protocol.ts';
import { emptyModel, type Conversation, type Model } from './model.ts';
import type { PageEvent } from './reduce.ts';

/** What every component can reach: the model, and the two ways to change something. */
export interface Page {
  model: Model;
  dispatch: (event: PageEvent) => void;
  /** Has somebody do something in the simulation. Says whether it worked; what went wrong is shown by itself. */
  act: (conversation: Conversation, action: Action, files?: readonly File[]) => Promise<boolean>;
  listCommands: (conversation: Conversation) => Promise<CommandView[]>;
  complete: (conversation: Conversation, query: CompletionQuery) => Promise<{ name: string; value: string }[]>;
}

/** What somebody has typed into an option that the bot completes. */
export interface CompletionQuery {
  command: string;
  option: string;
  text: string;
}

/** Carries the page to its components. */
export const PageContext = createContext<Page>({
  model: emptyModel,
  dispatch: () => undefined,
  act: () => Promise.resolve(false),
  listCommands: () => Promise.resolve([]),
  complete: () => Promise.resolve([]),
});

/** The page, for a component. */
export function usePage(): Page {
  return useContext(PageContext);
}
