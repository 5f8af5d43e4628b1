import { useEffect, useMemo, useReducer } from 'preact/hooks';
import type { Action } from '../protocol.ts';
import { causeTrouble, fetchCommands, fetchCompletions, fetchMenus, listen, perform } from './api.ts';
import { emptyModel } from './model.ts';
import type { Page } from './page-context.ts';
import { reduce, type PageEvent } from './reduce.ts';

const ordered: ReadonlySet<Action['type']> = new Set([
  'write',
  'sendExtra',
  'forward',
  'edit',
  'delete',
  'changePost',
  'takeDms',
  'join',
  'speak',
]);

const narrowWindow = '(max-width: 800px)';

/** The page, kept up to date by the sandbox's events. */
export function useLivePage(): Page {
  const [model, dispatch] = useReducer(reduce, emptyModel);
  useEffect(() => {
    const stop = listen(
      (update) => dispatch({ type: 'updated', update }),
      (connected) => dispatch({ type: 'connectionChanged', connected }),
    );
    return stop;
  }, []);
  useEffect(() => watchWidth(dispatch), []);
  const act = useMemo(() => createAct(dispatch), []);
  return {
    model,
    dispatch,
    act,
    cause: causeTrouble,
    listCommands: fetchCommands,
    listMenus: fetchMenus,
    complete: fetchCompletions,
  };
}

function createAct(dispatch: (event: PageEvent) => void): Page['act'] {
  // Requests sent side by side may overtake each other: what is done to messages waits for what was done before.
  let lastWritten: Promise<unknown> = Promise.resolve();
  return async (conversation, action, files = []) => {
    dispatch({ type: 'noticeDismissed', conversation: conversation.key });
    const inOrder = ordered.has(action.type);
    const performing = inOrder ? lastWritten.then(() => perform(action, files)) : perform(action, files);
    if (inOrder) lastWritten = performing;
    const result = await performing;
    if (result.type === 'modal') dispatch({ type: 'modalOpened', view: result.modal, conversation });
    if (result.type === 'failed') dispatch({ type: 'noticed', conversation: conversation.key, text: result.reason });
    return result.type !== 'failed';
  };
}

function watchWidth(dispatch: (event: PageEvent) => void): () => void {
  const query = window.matchMedia(narrowWindow);
  const tell = (): void => dispatch({ type: 'widthChanged', narrow: query.matches });
  tell();
  query.addEventListener('change', tell);
  return () => query.removeEventListener('change', tell);
}
