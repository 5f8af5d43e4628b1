import { shownText } from '../words.ts';

/** HTML that may stand in a page as it is. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may be put into markup: everything but markup is text, and stays text. */
export type Content = Markup | string | number | null | readonly Content[];

/** Makes markup; every value in it is escaped, unless it is markup itself. */
export function markup(pieces: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(pieces.reduce((before, piece, index) => before + written(values[index - 1] ?? null) + piece));
}

function written(value: Content): string {
  if (value === null) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escaped(value);
  return value.map(written).join('');
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Safe in text and in quoted attributes. */
function escaped(text: string): string {
  return shownText(text).replaceAll(/[&<>"']/g, (character) => references[character] ?? '');
}
