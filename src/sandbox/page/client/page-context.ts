import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Action, CommandView, Trouble } from '../protocol.ts';
import { emptyModel, type Conversation, type Model } from './model.ts';
import type { PageEvent } from './reduce.ts';

/** What every component can reach: the model, and the two ways to change something. */
export interface Page {
  model: Model;
  dispatch: (event: PageEvent) => void;
  /** Has somebody do something in the simulation. Says whether it worked; what went wrong is shown by itself. */
  act: (conversation: Conversation, action: Action, files?: readonly File[]) => Promise<boolean>;
  /** Lets something go wrong, or ends it; the page shows what is on. */
  cause: (trouble: Trouble) => Promise<void>;
  listCommands: (conversation: Conversation) => Promise<CommandView[]>;
  /** The commands in the context menu of a message or a person. */
  listMenus: (conversation: Conversation, clicked: Clicked) => Promise<string[]>;
  complete: (conversation: Conversation, query: CompletionQuery) => Promise<{ name: string; value: string }[]>;
}

/** What a context menu is opened on. */
export type Clicked = { messageId: string } | { aboutId: string };

/** What somebody has typed into an option that the bot completes. */
export interface CompletionQuery {
  command: string;
  option: string;
  text: string;
  /** What stands in its other options. */
  filled: Readonly<Record<string, string>>;
}

/** Carries the page to its components. */
export const PageContext = createContext<Page>({
  model: emptyModel,
  dispatch: () => undefined,
  act: () => Promise.resolve(false),
  cause: () => Promise.resolve(),
  listCommands: () => Promise.resolve([]),
  listMenus: () => Promise.resolve([]),
  complete: () => Promise.resolve([]),
});

/** The page, for a component. */
export function usePage(): Page {
  return useContext(PageContext);
}
