const mark = '~~';

/** So many characters more than a message has one that is struck out. */
export const strikingLength = 2 * mark.length;

/**
 * A relayed message that no longer counts: its text is struck out, its small first line stays readable. Marks that would
 * end the line through it are taken out, as are those of code, in which there is none. Done twice, it is done once.
 */
export function struckOut(content: string): string {
  const [heading = '', ...lines] = content.split('\n');
  const text = lines
    .join('\n')
    .replaceAll(/```(?:[\w+.#-]*\n)?|~~/g, '')
    .trim();
  return text === '' ? heading : `${heading}\n${mark}${text}${mark}`;
}
