import { EmbedType } from 'discord.js';
import type { APIEmbed } from 'discord.js';

/**
 * Embeds that a bot wrote, as text. Not the previews of links: those come by themselves wherever the link stands, and
 * some look like written ones but for the address. https://docs.discord.com/developers/resources/message#embed-object
 */
export function embedLines(embeds: readonly APIEmbed[], content: string): readonly string[] {
  return embeds.filter((embed) => isWritten(embed, content)).flatMap(linesOf);
}

function isWritten({ type, url }: APIEmbed, content: string): boolean {
  return type === EmbedType.Rich && (url === undefined || !content.includes(url));
}

function linesOf({ author, title, url, description, fields = [], image, footer }: APIEmbed): readonly string[] {
  const lines = [
    author?.name,
    title === undefined ? undefined : bold(title),
    url,
    description,
    ...fields.flatMap(({ name, value }) => [bold(name), value]),
    image?.url,
    footer?.text,
  ];
  return lines.filter((line) => line !== undefined);
}

function bold(text: string): string {
  return `**${text}**`;
}
