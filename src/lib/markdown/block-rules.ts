import type { MarkdownIt, StateBlock } from 'markdown-it';

// Discord's own block marks, see https://support.discord.com/hc/en-us/articles/210298617 (Markdown Text 101).

const interrupts = ['paragraph', 'blockquote', 'list'];

/** Adds small text (`-# `) and Discord's quotes (`> ` for a line, `>>> ` for the rest) to a markdown parser. */
export function addBlockRules(md: MarkdownIt): void {
  md.block.ruler.before('heading', 'discord_subtext', subtext, { alt: interrupts });
  md.block.ruler.at('blockquote', quote, { alt: interrupts });
}

function subtext(state: StateBlock, startLine: number, _endLine: number, silent: boolean): boolean {
  const found = /^-#[ \t]+(\S.*)$/.exec(lineAt(state, startLine));
  if (found === null) return false;
  if (silent) return true;
  state.line = startLine + 1;
  state.push('discord_subtext_open', '', 1);
  const inline = state.push('inline', '', 0);
  inline.content = found[1] ?? '';
  inline.children = [];
  state.push('discord_subtext_close', '', -1);
  return true;
}

/** Unlike in CommonMark, a line without the mark ends the quote, and quotes don't nest. */
function quote(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const first = lineAt(state, startLine);
  const whole = first.startsWith('>>> ');
  if (!whole && !first.startsWith('> ')) return false;
  if (state.parentType === 'blockquote') return false;
  if (silent) return true;
  const end = whole ? endLine : endOfQuote(state, startLine, endLine);
  const lines = Array.from({ length: end - startLine }, (_, offset) => lineAt(state, startLine + offset));
  pushQuote(state, whole ? [first.slice(4), ...lines.slice(1)] : lines.map((line) => line.slice(2)));
  state.line = end;
  return true;
}

function endOfQuote(state: StateBlock, startLine: number, endLine: number): number {
  let line = startLine;
  while (line < endLine && /^>(?: |$)/.test(lineAt(state, line))) line += 1;
  return line;
}

function pushQuote(state: StateBlock, lines: readonly string[]): void {
  state.push('blockquote_open', 'blockquote', 1);
  const inner = new state.md.block.State(lines.join('\n'), state.md, state.env, state.tokens);
  inner.parentType = 'blockquote';
  inner.level = state.level;
  state.md.block.tokenize(inner, 0, inner.lineMax);
  state.push('blockquote_close', 'blockquote', -1);
}

function lineAt(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}
