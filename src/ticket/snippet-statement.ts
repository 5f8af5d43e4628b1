import type { SnippetForm } from './decision.ts';
import type { Snippet, SnippetProblem } from './snippet.ts';

/** What the bot says about snippets, all of it to whoever used a command. */
export type SnippetStatement =
  /** A snippet can't be used so, or here. */
  | { readonly type: 'snippetOnlyInTickets' | 'snippetTooLong'; readonly name: string }
  | { readonly type: 'snippetGoesToUser' | 'snippetNotAnonymous' }
  /** `placeholders`: those that have no value outside of tickets; `needsMention`: to say whom it is for would be enough. */
  | {
      readonly type: 'snippetMeansNothingHere';
      readonly name: string;
      readonly placeholders: readonly string[];
      readonly needsMention: boolean;
    }
  /** `typed`: what was typed into the form, so that it isn't lost. */
  | { readonly type: 'snippetRefused'; readonly problem: SnippetProblem; readonly typed: SnippetForm | null }
  | { readonly type: 'snippetAdded' | 'snippetChanged' | 'snippetRemoved'; readonly name: string }
  /** `page`: from 0. */
  | {
      readonly type: 'snippetList';
      readonly snippets: readonly Snippet[];
      readonly page: number;
      readonly pages: number;
    };
