import { parseTemplate } from '../lib/template.ts';
import type { SnippetBegun, SnippetCommand, SnippetFilledIn, SnippetUsed } from '../ticket/commands.ts';
import type { Answer, SnippetForm } from '../ticket/decision.ts';
import { nameForUser } from '../ticket/rules.ts';
import type { Rules, Template } from '../ticket/rules.ts';
import { snippetForChannel, snippetForUser, snippetNamed, snippetPlaceholders } from '../ticket/snippet.ts';
import type { Snippet, SnippetProblem } from '../ticket/snippet.ts';
import type { Statement } from '../ticket/statement.ts';
import type { PostId, ServerId, Ticket } from '../ticket/ticket.ts';
import { messageTyped, toInvoker } from './command-work.ts';
import type { Reply } from './command-work.ts';
import type { Work } from './work.ts';

/** What Discord takes in a message, and in an embed. https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
const messageLimit = 2000;
const embedLimit = 4096;
/** So many fit into one message, however they are written. */
const snippetsPerPage = 20;

/** Staff used `/snippet`. In a ticket's post it is a message to the user like one that was typed into `/send`. */
export function snippetUsed(work: Work, event: SnippetUsed): Reply {
  const rules = work.rulesOf(event.serverId);
  const name = snippetNamed(event.name);
  const snippet = work.store.snippets.get(event.serverId, name);
  if (rules === null || snippet === null) return refused({ type: 'noSuchSnippet', name });
  const ticket = work.store.ticketOfPost(event.channelId as string as PostId);
  if (ticket === null) return postInChannel(event, snippet, rules);
  if (ticket.serverId !== event.serverId) return toInvoker({ type: 'noTicketHere' });
  return sendToUser(work, event, { ticket, snippet, rules });
}

interface Sending {
  readonly ticket: Ticket;
  readonly snippet: Snippet;
  readonly rules: Rules;
}

function sendToUser(work: Work, event: SnippetUsed, { ticket, snippet, rules }: Sending): Reply {
  if (event.mention !== null || event.isHidden) return toInvoker({ type: 'snippetGoesToUser' });
  const shownName = nameForUser(event.by.name, rules, event.isAnonymous === true);
  const text = snippetForUser(contentOf(snippet), ticket, rules, shownName);
  const { id, by, serverId, channelId, ticketId, isAnonymous, typedAt, answerTo } = event;
  const used = { id, by, serverId, channelId, ticketId, isAnonymous, typedAt, answerTo };
  return messageTyped(work, ticket, { ...used, type: 'messageTyped', to: null, text });
}

function postInChannel(event: SnippetUsed, snippet: Snippet, rules: Rules): Reply {
  const { name } = snippet;
  if (snippet.onlyTickets) return toInvoker({ type: 'snippetOnlyInTickets', name });
  // Discord shows there who used the command.
  if (event.isAnonymous !== null) return toInvoker({ type: 'snippetNotAnonymous' });
  const { mention, asEmbed, isHidden, by } = event;
  const values = { user: mention, serverName: rules.serverName, staffName: nameForUser(by.name, rules) };
  const said = snippetForChannel(contentOf(snippet), values);
  if ('meaningless' in said) {
    const needsMention = said.meaningless.every((placeholder) => placeholder.startsWith('user.'));
    return toInvoker({ type: 'snippetMeansNothingHere', name, placeholders: said.meaningless, needsMention });
  }
  const text = withMention(said.text, { mention, asEmbed });
  if (text.length > (asEmbed ? embedLimit : messageLimit)) return toInvoker({ type: 'snippetTooLong', name });
  return reply({ to: 'channel', text, mention: mention?.id ?? null, isEmbed: asEmbed, isHidden });
}

/** A mention in an embed pings nobody: it stands above. */
function withMention(text: string, { mention, asEmbed }: Pick<SnippetUsed, 'mention' | 'asEmbed'>): string {
  const pinging = `<@${mention?.id ?? ''}>`;
  return mention === null || asEmbed || text.includes(pinging) ? text : `${pinging}\n${text}`;
}

/** Managers saw to the snippets of their server. */
export function snippetsManaged(work: Work, event: SnippetCommand): Reply {
  const { serverId } = event;
  switch (event.type) {
    case 'snippetBegun':
      return begun(work, event);
    case 'snippetFilledIn':
      return filledIn(work, event);
    case 'snippetRemoved': {
      const name = snippetNamed(event.name);
      const wasThere = work.store.snippets.remove(serverId, name);
      return wasThere ? toInvoker({ type: 'snippetRemoved', name }) : refused({ type: 'noSuchSnippet', name });
    }
    case 'snippetsListed': {
      const statement = pageOf(work.store.snippets.all(serverId), event.page);
      return event.via === 'button' ? reply({ to: 'message', statement }) : toInvoker(statement);
    }
  }
}

/** What can be known to be wrong before anybody types is said before. */
function begun({ store }: Work, { serverId, mode, name: typed, onlyTickets }: SnippetBegun): Reply {
  const name = mode === 'edit' ? snippetNamed(typed) : typed.trim();
  const known = store.snippets.get(serverId, name);
  const missing: SnippetProblem | null = known === null ? { type: 'noSuchSnippet', name } : null;
  const problem = mode === 'add' ? store.snippets.problemOfAdding(serverId, name) : missing;
  if (problem !== null) return refused(problem);
  return reply({ to: 'form', form: { type: 'snippet', mode, name, onlyTickets, content: known?.content ?? '' } });
}

function filledIn({ store, now }: Work, event: SnippetFilledIn): Reply {
  const { serverId, mode, name, content, by } = event;
  const onlyTickets = event.onlyTickets ?? store.snippets.get(serverId, name)?.onlyTickets ?? false;
  const problem = store.snippets[mode](serverId, { name, content, onlyTickets }, { by: by.id, at: now });
  if (problem !== null)
    return refused(problem, { type: 'snippet', mode, name, onlyTickets: event.onlyTickets, content });
  return toInvoker({ type: mode === 'add' ? 'snippetAdded' : 'snippetChanged', name });
}

function pageOf(snippets: readonly Snippet[], wanted: number): Statement {
  const pages = Math.max(1, Math.ceil(snippets.length / snippetsPerPage));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  const from = page * snippetsPerPage;
  return { type: 'snippetList', snippets: snippets.slice(from, from + snippetsPerPage), page, pages };
}

/** Looked at when it was kept. */
function contentOf({ name, content }: Snippet): Template {
  const parsed = parseTemplate(content, snippetPlaceholders);
  if (!parsed.ok) throw new Error(`The snippet ${name} was kept with a text that can't be filled in.`);
  return parsed.parts;
}

function refused(problem: SnippetProblem, typed: SnippetForm | null = null): Reply {
  return toInvoker({ type: 'snippetRefused', problem, typed });
}

function reply(answer: Answer): Reply {
  return { answer, entryId: null };
}

/** The names of a server's snippets that fit what was typed so far, those that begin so first; at most 25, which is what Discord takes. */
export function snippetNames({ store }: Pick<Work, 'store'>, serverId: ServerId, text: string): readonly string[] {
  const typed = snippetNamed(text);
  const names = store.snippets.all(serverId).map(({ name }) => name);
  const begin = names.filter((name) => name.startsWith(typed));
  return [...begin, ...names.filter((name) => !name.startsWith(typed) && name.includes(typed))].slice(0, 25);
}
