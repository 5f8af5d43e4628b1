import { may, permissions } from '../permissions.ts';
import type { CustomEmoji } from './message-parts.ts';
import type { Channel, Component, Embed, Guild } from './nouns.ts';
import type { World } from './world.ts';

// A text is rewritten where it is drawn: content, texts of Components V2, descriptions and fields of embeds.

interface Written {
  readonly content: string;
  readonly embeds: Embed[];
  readonly components: Component[];
}

/**
 * A message as Discord keeps it: a bot's custom emoji of servers that it isn't in, or of others where it may not use
 * them, become `:name:` (https://docs.discord.com/developers/reference#message-formatting says how they are written;
 * what happens to foreign ones is seen, not documented). People's clients never send what they may not use.
 */
export function withUsableEmojis<T extends Written>(world: World, authorId: string, channel: Channel, written: T): T {
  if (world.users.get(authorId)?.bot !== true) return written;
  const rewrite = (text: string) =>
    text.replaceAll(/<a?:(\w{2,32}):(\d{17,19})>/g, (whole, name: string, id: string) =>
      mayUse(world, authorId, channel, id) ? whole : `:${name}:`,
    );
  return {
    ...written,
    content: rewrite(written.content),
    embeds: written.embeds.map((embed) => rewriteEmbed(embed, rewrite)),
    components: written.components.map((component) => rewriteComponent(component, rewrite)),
  };
}

function rewriteEmbed(embed: Embed, rewrite: (text: string) => string): Embed {
  const { description, fields } = embed;
  return {
    ...embed,
    ...(description === undefined ? {} : { description: rewrite(description) }),
    ...(fields === undefined ? {} : { fields: fields.map((field) => ({ ...field, value: rewrite(field.value) })) }),
  };
}

function rewriteComponent(component: Component, rewrite: (text: string) => string): Component {
  const { content, components } = component;
  return {
    ...component,
    ...(content === undefined ? {} : { content: rewrite(content) }),
    ...(components === undefined ? {} : { components: components.map((one) => rewriteComponent(one, rewrite)) }),
  };
}

/** Whether a bot may use the custom emoji with that ID in a channel. */
export function mayUse(world: World, botId: string, channel: Channel, emojiId: string): boolean {
  const home = homeOf(world, emojiId);
  // A webhook is in no server, and has what the one of its channel has.
  if (world.webhooks.has(botId)) return channel.type !== 1 && home?.id === channel.guildId;
  if (home?.members.has(botId) !== true) return false;
  if (channel.type === 1 || channel.guildId === home.id) return true;
  return may(world, botId, channel, permissions.useExternalEmojis);
}

function homeOf(world: World, emojiId: string): Guild | undefined {
  return [...world.guilds.values()].find((guild) => guild.emojis.has(emojiId));
}

/** Gives a server an emoji. */
export function createEmoji(world: World, guild: Guild, emoji: { name: string; animated?: boolean }): CustomEmoji {
  const created = { id: world.ids.next(), name: emoji.name, animated: emoji.animated ?? false };
  guild.emojis.set(created.id, created);
  world.emit({ type: 'emojisChanged', guild });
  return created;
}
