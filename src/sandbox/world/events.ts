import type { Interaction } from './interaction-nouns.ts';
import type { DmChannel, Emoji, Forum, Guild, Member, Message, Role, TextChannel, Thread } from './nouns.ts';

/** What has just happened in the world. The gateway tells bots of it, the page draws itself anew. */
export type WorldEvent =
  | { readonly type: 'messageCreated'; readonly message: Message }
  | { readonly type: 'messageEdited'; readonly message: Message }
  | { readonly type: 'messageDeleted'; readonly message: Message }
  | { readonly type: 'messagesDeleted'; readonly channelId: string; readonly messages: readonly Message[] }
  | { readonly type: 'reactionAdded'; readonly message: Message; readonly emoji: Emoji; readonly userId: string }
  | { readonly type: 'reactionRemoved'; readonly message: Message; readonly emoji: Emoji; readonly userId: string }
  | { readonly type: 'threadCreated'; readonly thread: Thread }
  | { readonly type: 'threadUpdated'; readonly thread: Thread }
  | { readonly type: 'threadDeleted'; readonly thread: Thread }
  | { readonly type: 'threadMemberUpdated'; readonly thread: Thread; readonly userId: string }
  | { readonly type: 'channelCreated'; readonly channel: TextChannel | Forum }
  | { readonly type: 'channelUpdated'; readonly channel: TextChannel | Forum }
  | { readonly type: 'channelDeleted'; readonly channel: TextChannel | Forum }
  | { readonly type: 'dmOpened'; readonly channel: DmChannel }
  | { readonly type: 'roleCreated'; readonly guild: Guild; readonly role: Role }
  | { readonly type: 'roleUpdated'; readonly guild: Guild; readonly role: Role }
  | { readonly type: 'roleDeleted'; readonly guild: Guild; readonly role: Role }
  | { readonly type: 'emojisChanged'; readonly guild: Guild }
  | { readonly type: 'guildWent'; readonly guild: Guild }
  | { readonly type: 'guildCame'; readonly guild: Guild }
  | { readonly type: 'memberChanged'; readonly guild: Guild; readonly member: Member }
  | { readonly type: 'memberAdded'; readonly guild: Guild; readonly member: Member }
  | { readonly type: 'memberRemoved'; readonly guild: Guild; readonly member: Member }
  | { readonly type: 'typingStarted'; readonly channelId: string; readonly userId: string }
  | { readonly type: 'webhooksChanged'; readonly guildId: string; readonly channelId: string }
  | { readonly type: 'commandsChanged'; readonly applicationId: string }
  | { readonly type: 'interactionCreated'; readonly interaction: Interaction }
  | { readonly type: 'interactionAnswered'; readonly interaction: Interaction }
  | { readonly type: 'originalEdited'; readonly interaction: Interaction; readonly message: Message };
