/** An emoji of a button or a menu. One of Discord's own is written as it is in messages. https://docs.discord.com/developers/reference#message-formatting */
export function toEmoji(written: string): { id: string; name: string; animated: boolean } | { name: string } {
  const [, animated, name, id] = /^<(a?):(\w+):(\d+)>$/.exec(written) ?? [];
  return name === undefined || id === undefined ? { name: written } : { id, name, animated: animated === 'a' };
}
