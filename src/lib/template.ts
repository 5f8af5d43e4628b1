import { suggest } from './suggest.ts';

export type TemplatePart<Name extends string = string> = string | { placeholder: Name };

export type ParsedTemplate<Name extends string> =
  | { ok: true; parts: TemplatePart<Name>[] }
  | { ok: false; type: 'unknown'; placeholder: string; suggestion: Name | null }
  | { ok: false; type: 'unclosed'; rest: string };

/** Takes a text with `{placeholders}` apart; `{{` writes a brace. Only the allowed names are accepted. */
export function parseTemplate<Name extends string>(text: string, allowed: readonly Name[]): ParsedTemplate<Name> {
  const parts: TemplatePart<Name>[] = [];
  for (const { 0: piece, index } of text.matchAll(/\{\{|\{[^{}]*\}|\{|[^{]+/g)) {
    if (piece === '{') return { ok: false, type: 'unclosed', rest: text.slice(index) };
    if (!piece.startsWith('{')) parts.push(piece);
    else if (piece === '{{') parts.push('{');
    else {
      const written = piece.slice(1, -1);
      const name = allowed.find((candidate) => candidate === written);
      if (name === undefined) {
        return { ok: false, type: 'unknown', placeholder: written, suggestion: suggest(written.trim(), allowed) };
      }
      parts.push({ placeholder: name });
    }
  }
  return { ok: true, parts };
}

/** Puts the values into a parsed template. */
export function fillTemplate<Name extends string>(
  parts: readonly TemplatePart<Name>[],
  values: Readonly<Record<Name, string>>,
): string {
  return parts.map((part) => (typeof part === 'string' ? part : values[part.placeholder])).join('');
}
