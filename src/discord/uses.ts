import { PermissionFlagsBits } from 'discord.js';
import type { RequestOptions } from './buckets.ts';
import { MultipartBody } from './files/multipart-body.ts';

/** What a request does in a forum or its posts, as far as Discord wants a permission for it. */
export type Use = 'open' | 'read' | 'write' | 'attach' | 'react' | 'manage';

interface Needs {
  /** https://docs.discord.com/developers/topics/permissions, https://docs.discord.com/developers/topics/threads#permissions */
  readonly permissions: Readonly<Record<string, bigint>>;
  /** What becomes of it without. */
  readonly without: string;
}

const { ViewChannel, SendMessages, SendMessagesInThreads, EmbedLinks } = PermissionFlagsBits;
const { AttachFiles, AddReactions, ReadMessageHistory, ManageThreads } = PermissionFlagsBits;
const seeing = { 'View Channel': ViewChannel };
const writing = { ...seeing, 'Send Messages in Threads': SendMessagesInThreads };

const uses: Readonly<Record<Use, Needs>> = {
  open: {
    permissions: { ...seeing, 'Send Messages': SendMessages, 'Embed Links': EmbedLinks },
    without: 'new tickets wait',
  },
  read: { permissions: seeing, without: 'what was written in its posts while nobody listened is not read' },
  write: { permissions: writing, without: 'what is for its posts waits' },
  attach: { permissions: { ...writing, 'Attach Files': AttachFiles }, without: 'files go there as links' },
  react: {
    permissions: { ...seeing, 'Read Message History': ReadMessageHistory, 'Add Reactions': AddReactions },
    without: 'messages there get no ✅ and ❌',
  },
  manage: {
    permissions: { ...seeing, 'Manage Threads': ManageThreads },
    without: 'its posts keep their tags, and those of closed tickets stay open',
  },
};

/** The names of the permissions that a use needs and that aren't among these. */
export function lackingFor(use: Use, permissions: bigint): readonly string[] {
  return Object.entries(uses[use].permissions).flatMap(([name, bit]) => ((permissions & bit) === 0n ? [name] : []));
}

/** What becomes of what can't be done, in half a sentence. */
export function withoutUse(use: Use): string {
  return uses[use].without;
}

/** The channel that a request is about, and what it does there; `use` of `null`: nothing that a permission is known for. */
export interface InChannel {
  readonly channelId: string;
  readonly use: Use | null;
}

/** `null`: it is about no channel. */
export function channelIn({ method, fullRoute, body }: RequestOptions): InChannel | null {
  const [, channelId, what = ''] = /^\/channels\/(\d+)(\/[^?]*)?/.exec(fullRoute) ?? [];
  if (channelId === undefined) return null;
  const [, kind = '', , reactions] = what.split('/');
  return { channelId, use: useOf(`${method} ${[kind, reactions].join('/')}`, body) };
}

function useOf(request: string, body: unknown): Use | null {
  switch (request) {
    case 'POST threads/':
      return 'open';
    case 'GET messages/':
      return 'read';
    case 'POST messages/':
      return body instanceof MultipartBody ? 'attach' : 'write';
    case 'PUT messages/reactions':
    case 'DELETE messages/reactions':
      return 'react';
    case 'PATCH /':
      return isManaging(body) ? 'manage' : null;
    default:
      return null;
  }
}

/** Whoever made a post may archive it and take it out of the archive without. */
function isManaging(body: unknown): boolean {
  return typeof body === 'object' && body !== null && ('applied_tags' in body || 'locked' in body);
}
