import { emojiProblems, isFields, problem } from './form-problems.ts';
import type { Fields, Places } from './form-problems.ts';
import { pointerTo, quote } from './problems.ts';
import type { Problem } from './problems.ts';

/** Finds what no schema can say about the panel of a server. */
export function panelProblems({ panel }: Fields, serverPointer: string, places: Places): Problem[] {
  if (!isFields(panel)) return [];
  const pointer = pointerTo(serverPointer, 'panel');
  const { button } = panel;
  return [
    ...colorProblems(panel, pointer, places),
    ...imageProblems(panel, pointer, places),
    ...(isFields(button) ? emojiProblems(button, pointerTo(pointer, 'button'), places) : []),
  ];
}

// `color: #5865F2` is a key without a value, and a comment.
function colorProblems({ color }: Fields, pointer: string, places: Places): Problem[] {
  const at = pointerTo(pointer, 'color');
  if (color === null && places.get(at)?.written === 'nothing') {
    return [
      problem(at, places, "found nothing: a colour must stand in quotes, such as '#5865F2', since # begins a comment"),
    ];
  }
  if (typeof color !== 'string' || isColor(color)) return [];
  return [
    problem(at, places, `found ${quote(color)}, but it must be a colour such as '#5865F2': six digits from 0 to F`),
  ];
}

function imageProblems({ image }: Fields, pointer: string, places: Places): Problem[] {
  if (typeof image !== 'string' || (URL.canParse(image) && new URL(image).protocol === 'https:')) return [];
  const text = `found ${quote(image)}, but it must be an address that begins with https://`;
  return [problem(pointerTo(pointer, 'image'), places, text)];
}

function isColor(text: string): boolean {
  return /^#[\da-f]{6}$/i.test(text);
}
