import { GatewayDispatchEvents } from 'discord.js';
import type { APIInteraction, GatewayDispatchPayload } from 'discord.js';
import type { IncomingMessage } from './inbound.ts';

/** Who hears of what people do. */
export interface Hearers {
  onMessage(message: IncomingMessage): void;
  onEdit(message: IncomingMessage): void;
  onDeletion(channelId: string, messageId: string): void;
  /** A post or other thread was deleted. */
  onThreadDeletion(threadId: string, forumId: string | null): void;
  /** Somebody joined a server or left it; told only where the application may hear of it. */
  onMembership(change: { readonly serverId: string; readonly userId: string; readonly isMember: boolean }): void;
  onInteraction(interaction: APIInteraction): void;
}

/** Tells whoever it concerns of an event. */
export function passOn(packet: GatewayDispatchPayload, hearers: Hearers): void {
  switch (packet.t) {
    case GatewayDispatchEvents.InteractionCreate:
      return hearers.onInteraction(packet.d);
    case GatewayDispatchEvents.MessageCreate:
      return hearers.onMessage(packet.d);
    case GatewayDispatchEvents.MessageUpdate:
      return hearers.onEdit(packet.d);
    case GatewayDispatchEvents.MessageDelete:
      return hearers.onDeletion(packet.d.channel_id, packet.d.id);
    case GatewayDispatchEvents.GuildMemberAdd:
    case GatewayDispatchEvents.GuildMemberRemove: {
      const { guild_id: serverId, user } = packet.d;
      const isMember = packet.t === GatewayDispatchEvents.GuildMemberAdd;
      return hearers.onMembership({ serverId, userId: user.id, isMember });
    }
    case GatewayDispatchEvents.ThreadDelete:
      return hearers.onThreadDeletion(packet.d.id, packet.d.parent_id ?? null);
    case GatewayDispatchEvents.MessageDeleteBulk:
      for (const id of packet.d.ids) hearers.onDeletion(packet.d.channel_id, id);
      return;
    default:
      return;
  }
}
