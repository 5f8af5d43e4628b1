// How Discord reads a message, as far as it matters here: small text (`-# `) and what can hide or reveal it. Rules are tried
// in order at each place of the text, as by simple-markdown, on which Discord's client is built:
// https://github.com/Khan/perseus/tree/main/packages/simple-markdown
// Where it isn't known whether a rule holds, small text is shown: a text must be harmless in every reading.

/** Clients differ in what they take for the language of a code block. */
export const codeBlocks = {
  desktop: /^```(?:([a-z0-9_+\-.#]+?)\n)?\n*([^\n][^]*?)\n*```/i,
  mobile: /^```(?:([\w+\-.]+?)?(\s*\n))?([^\n][^]*?)\n*```/,
} as const;

export type Client = keyof typeof codeBlocks;

interface Place {
  readonly text: string;
  readonly client: Client;
  readonly isLineStart: boolean;
  readonly isQuoted: boolean;
}

interface Found {
  readonly length: number;
  readonly small?: string;
  readonly inside?: Partial<Place> & { readonly text: string };
}

type Rule = (place: Place) => Found | null;

const rules: readonly Rule[] = [
  atLineStart(/^-# +([^\n]+?)(?:\n|$)/, ([all, small = '']) => ({ length: all.length, small })),
  atLineStart(/^#{1,3} +([^\n]+?)(?:\n|$)/, nested),
  quote,
  atLineStart(/^ *(?:[*+-]|\d+\.) ([^\n]*(?:\n +[^\n]*)*(?:\n|$))/, ([all, text = '']) => {
    return { length: all.length, inside: { text: text.replaceAll(/^ +/gm, ''), isLineStart: true } };
  }),
  ({ text, client }) => opaque(codeBlocks[client].exec(text)),
  anywhere(/^\\[^0-9A-Za-z\s]/, opaque),
  anywhere(/^<[^: >]+:\/[^ >]+>/, opaque),
  anywhere(/^https?:\/\/[^\s<]+[^<.,:;"'\]\s]/, opaque),
  anywhere(/^\[([^\]]*)\]\([^)\s]*\)/, nested),
  anywhere(/^(`+)[^]*?[^`]\1(?!`)/, opaque),
  anywhere(/^\*\*((?:\\[^]|[^\\])+?)\*\*(?!\*)/, nested),
  anywhere(/^__((?:\\[^]|[^\\])+?)__(?!_)/, nested),
  anywhere(/^~~([^]+?)~~/, nested),
  anywhere(/^\|\|([^]+?)\|\|/, nested),
  anywhere(/^\*(?=\S)([^*]+?)\*(?!\*)/, nested),
  anywhere(/^_([^_]+?)_(?![0-9A-Za-z])/, nested),
  anywhere(/^(?:[\p{L}\p{N}]+|[^])/u, opaque),
];

/** The lines that Discord shows as small text. */
export function smallTextIn(text: string, client: Client): string[] {
  return read({ text, client, isLineStart: true, isQuoted: false });
}

function read(place: Place): string[] {
  const small: string[] = [];
  let { text, isLineStart } = place;
  while (text !== '') {
    const here = { ...place, text, isLineStart };
    const found = firstRule(here);
    if (found.small !== undefined) small.push(found.small);
    if (found.inside !== undefined) small.push(...read({ ...here, ...found.inside }));
    isLineStart = text[found.length - 1] === '\n';
    text = text.slice(found.length);
  }
  return small;
}

function firstRule(place: Place): Found {
  for (const rule of rules) {
    const found = rule(place);
    if (found !== null) return found;
  }
  throw new Error('The last rule takes every character.');
}

function anywhere(pattern: RegExp, make: (match: RegExpExecArray) => Found | null): Rule {
  return ({ text }) => {
    const match = pattern.exec(text);
    return match === null ? null : make(match);
  };
}

function atLineStart(pattern: RegExp, make: (match: RegExpExecArray) => Found | null): Rule {
  const rule = anywhere(pattern, make);
  return (place) => (place.isLineStart ? rule(place) : null);
}

function opaque(match: RegExpExecArray | null): Found | null {
  return match === null ? null : { length: match[0].length };
}

function nested(match: RegExpExecArray): Found {
  return { length: match[0].length, inside: { text: match[1] ?? '' } };
}

function quote({ text, isLineStart, isQuoted }: Place): Found | null {
  if (!isLineStart || isQuoted) return null;
  const all = /^ *>>> ?[^]*/.exec(text)?.[0] ?? /^ *> [^\n]*(?:\n *> [^\n]*)*\n?/.exec(text)?.[0];
  if (all === undefined) return null;
  const content = all.replaceAll(/^ *>(?:>> ?| )/gm, '');
  return { length: all.length, inside: { text: content, isLineStart: true, isQuoted: true } };
}

/** A text taken apart into what is code and what isn't, without stray backticks and what shows nothing. */
export function codeAndProse(text: string): { code: string; prose: string } {
  let code = '';
  let prose = '';
  for (let rest = text; rest !== '';) {
    const block = codeBlocks.desktop.exec(rest);
    if (block === null) prose += rest[0];
    else code += block[2];
    rest = rest.slice(block?.[0].length ?? 1);
  }
  return { code: visible(code), prose: visible(prose) };
}

function visible(text: string): string {
  return text.replaceAll(/[\s`\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/gu, '');
}
