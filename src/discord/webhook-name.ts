/** Discord's limit. https://docs.discord.com/developers/resources/webhook#create-webhook */
const longest = 80;
/** Not allowed within a name, whatever the case; and the two that are not allowed as a whole name. https://docs.discord.com/developers/resources/user#usernames-and-nicknames */
const within = /clyde|discord/gi;
const whole = /^(?:everyone|here)$/i;
/** Takes no room, and makes another word of one. */
const joiner = '\u2060';

/** A person's name as a webhook may bear it: the same to the eye where Discord refuses it, and never empty. */
export function webhookName(name: string): string {
  const plain = name.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  const apart = plain.replaceAll(within, (word) => word.slice(0, 1) + joiner + word.slice(1));
  const allowed = whole.test(apart) ? apart.slice(0, 1) + joiner + apart.slice(1) : apart;
  return cut(allowed) || 'Staff';
}

/** Never through a character. */
function cut(name: string): string {
  let kept = '';
  for (const character of name) {
    if (kept.length + character.length > longest) break;
    kept += character;
  }
  return kept.trim();
}
