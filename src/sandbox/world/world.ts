import { createClock, type Clock } from '../clock.ts';
import { createIds, type Ids } from '../ids.ts';
import type { WorldEvent } from './events.ts';
import type { Command, Interaction } from './interaction-nouns.ts';
import { createCdn, type Cdn } from '../cdn/links.ts';
import type { Attachment, Sticker } from './message-parts.ts';
import type { Application, Channel, Guild, Message, User, Webhook } from './nouns.ts';

/** Where Discord's behaviour isn't settled, or a test wants it differently. */
export interface WorldSettings {
  /** How many unarchived threads a server may have (160006). Discord publishes no number; 1,000 is what people report. */
  activeThreadCap: number;
  /** Whether a post's first message may have Components V2. Not documented: refused until told otherwise. */
  componentsV2InFirstMessage: boolean;
  /** Whether a bot hears of its own message before the request that made it is answered. Both happen. */
  echoBeforeAnswer: boolean;
  /** Which of its two errors Discord answers to a file above the limit: 413 with 40005 is what people report. */
  fileTooLargeCode: 40005 | 50045;
  /** How large a person's file may be: 10 MiB, with Nitro 500 MB. */
  personFileBytes: number;
  /**
   * Whether a mention of the bot's own role lets it read a message without the Message Content intent. Not settled:
   * "messages in which your app is mentioned" may mean the user alone.
   */
  roleMentionShowsContent: boolean;
  /** Whether a moderator's message un-archives a locked post. The documentation says "unless locked". */
  messageOpensLockedPost: boolean;
}

/** The whole state of the pretend Discord, in memory. */
export interface World {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly cdn: Cdn;
  readonly settings: WorldSettings;
  readonly users: Map<string, User>;
  readonly applications: Map<string, Application>;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  /** Channel ID → its messages, oldest first, without deleted and ephemeral ones. */
  readonly messages: Map<string, Message[]>;
  /** Messages that only one person sees, by ID. */
  readonly ephemerals: Map<string, Message>;
  /** The files that the CDN has, by ID. */
  readonly attachments: Map<string, Attachment>;
  readonly stickers: Map<string, Sticker>;
  readonly webhooks: Map<string, Webhook>;
  /** `botId:userId` → DM channel ID; it stays the same for ever. */
  readonly dmIds: Map<string, string>;
  /** Application ID → its commands, server and global ones together. */
  readonly commands: Map<string, Command[]>;
  readonly interactions: Map<string, Interaction>;
  /** `authorId:channelId:nonce` → the message that was made with it, for `enforce_nonce`. */
  readonly nonces: Map<string, Message>;
  emit(event: WorldEvent): void;
  /** Calls `listener` for each event from now on; the returned function ends that. */
  onEvent(listener: (event: WorldEvent) => void): () => void;
}

/** An empty world. */
export function createWorld(now: () => number): World {
  const clock = createClock(now);
  const listeners = new Set<(event: WorldEvent) => void>();
  return {
    clock,
    ids: createIds(clock.now),
    cdn: createCdn(clock.now),
    settings: {
      activeThreadCap: 1000,
      componentsV2InFirstMessage: false,
      echoBeforeAnswer: true,
      fileTooLargeCode: 40005,
      personFileBytes: 500 * 1024 * 1024,
      roleMentionShowsContent: true,
      messageOpensLockedPost: false,
    },
    users: new Map(),
    applications: new Map(),
    guilds: new Map(),
    channels: new Map(),
    messages: new Map(),
    ephemerals: new Map(),
    attachments: new Map(),
    stickers: new Map(),
    webhooks: new Map(),
    dmIds: new Map(),
    commands: new Map(),
    interactions: new Map(),
    nonces: new Map(),
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
