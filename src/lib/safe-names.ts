const longest = 100;
const spoiler = 'SPOILER_';

/** Everything that could make a path of a name, or hide in it: separators, control characters, changes of the direction of writing. */
const unsafe = /[/\\:*?"<>|\p{Cc}\p{Cf}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * A file's name that is safe anywhere: no path, no leading dots, at most 100 UTF-16 units with its extension kept. What
 * Discord covers stays covered. `extension`: what it shall be in place of its own, without the dot.
 */
export function safeName(name: string, extension: string | null = null): string {
  const isSpoiler = isCovered(name);
  const plain = plainName(isSpoiler ? name.slice(spoiler.length) : name);
  const { stem, ending } = extension === null ? partsOf(plain) : { ...partsOf(plain), ending: `.${extension}` };
  const room = longest - ending.length - (isSpoiler ? spoiler.length : 0);
  return (isSpoiler ? spoiler : '') + (cut(stem, room).trim() || 'file') + ending;
}

/** Whether Discord shows a file of this name only once somebody uncovers it. */
export function isCovered(name: string): boolean {
  return name.startsWith(spoiler);
}

/** What stands behind the last dot, in lower case; `''`: nothing. */
export function extensionOf(name: string): string {
  return partsOf(plainName(name)).ending.slice(1).toLowerCase();
}

function plainName(name: string): string {
  return name
    .replaceAll(unsafe, '_')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '');
}

function partsOf(name: string): { stem: string; ending: string } {
  const ending = /(?<=[^.])\.[\p{L}\p{N}_-]{1,16}$/u.exec(name)?.[0] ?? '';
  return { stem: name.slice(0, name.length - ending.length), ending };
}

/** Never through a character. */
function cut(text: string, length: number): string {
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > length) break;
    kept += character;
  }
  return kept;
}
