import type { MarkdownIt, StateInline } from 'markdown-it';
import type { MentionKind } from './nodes.ts';

// Discord's own inline marks, see https://docs.discord.com/developers/reference#message-formatting.

const pointy =
  /^<(?:(@!?|@&|#)(\d{15,20})|a?:(\w{2,32}):\d{15,20}|t:(-?\d{1,13})(?::([tTdDfFR]))?|\/([^:<>\n]{1,100}):\d{15,20})>/;
const mentionKinds: Record<string, MentionKind> = { '@': 'user', '@!': 'user', '@&': 'role', '#': 'channel' };
const plainText = /[^\n!#$%&*+\-:<=>@[\\\]^_`{|}~]+/y;

/** Adds mentions, custom emoji, timestamps, spoilers and `@everyone` to a markdown parser. */
export function addInlineRules(md: MarkdownIt): void {
  md.inline.ruler.at('text', text);
  md.inline.ruler.before('autolink', 'discord_pointy', pointyMark);
  md.inline.ruler.before('emphasis', 'discord_spoiler', spoiler);
  md.inline.ruler.before('emphasis', 'discord_everyone', everyone);
}

/** markdown-it's own rule runs over `|` and so past every spoiler. */
function text(state: StateInline, silent: boolean): boolean {
  plainText.lastIndex = state.pos;
  const found = plainText.exec(state.src)?.[0].slice(0, state.posMax - state.pos);
  if (found === undefined) return false;
  if (!silent) state.pending += found;
  state.pos += found.length;
  return true;
}

function pointyMark(state: StateInline, silent: boolean): boolean {
  if (state.src.charAt(state.pos) !== '<') return false;
  const found = pointy.exec(state.src.slice(state.pos, Math.min(state.posMax, state.pos + 140)));
  if (found === null) return false;
  if (!silent) pushPointy(state, found);
  state.pos += found[0].length;
  return true;
}

function pushPointy(state: StateInline, found: RegExpExecArray): void {
  const [, mark, id, emoji, seconds, style, command] = found;
  if (mark !== undefined && id !== undefined) {
    state.push('discord_mention', '', 0).meta = { kind: mentionKinds[mark], id };
  } else if (emoji !== undefined) {
    state.push('discord_emoji', '', 0).content = emoji;
  } else if (seconds !== undefined) {
    state.push('discord_time', '', 0).meta = { at: Number(seconds) * 1000, style: style ?? 'f' };
  } else if (command !== undefined) {
    state.push('discord_command', '', 0).content = command;
  }
}

function spoiler(state: StateInline, silent: boolean): boolean {
  if (!state.src.startsWith('||', state.pos)) return false;
  const end = state.src.indexOf('||', state.pos + 2);
  if (end <= state.pos + 2 || end >= state.posMax) return false;
  if (!silent) pushSpan(state, { name: 'discord_spoiler', from: state.pos + 2, to: end });
  state.pos = end + 2;
  return true;
}

function pushSpan(state: StateInline, span: { name: string; from: number; to: number }): void {
  const { posMax } = state;
  state.push(`${span.name}_open`, '', 1);
  state.pos = span.from;
  state.posMax = span.to;
  state.md.inline.tokenize(state);
  state.push(`${span.name}_close`, '', -1);
  state.posMax = posMax;
}

function everyone(state: StateInline, silent: boolean): boolean {
  const found = /^@(?:everyone|here)\b/.exec(state.src.slice(state.pos, state.pos + 10))?.[0];
  if (found === undefined) return false;
  if (!silent) state.push('discord_everyone', '', 0).content = found;
  state.pos += found.length;
  return true;
}
