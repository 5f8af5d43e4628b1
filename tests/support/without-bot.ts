import { chmodSync, cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const poison = "throw new Error('there is no bot here');";

/** A copy of a program that can't run the bot. It lies beside it, from where Node finds the packages that aren't bundled. */
export function withoutBot(original: string): { program: string; folder: string } {
  const folder = mkdtempSync(join(dirname(original), 'without-bot-'));
  const program = join(folder, original.endsWith('.cjs') ? 'supportmail.cjs' : 'supportmail');
  if (original.endsWith('.cjs')) withoutChunk(original, folder, program);
  else withoutPackedChunk(original, program);
  return { program, folder };
}

function withoutChunk(original: string, folder: string, program: string): void {
  cpSync(original, program);
  cpSync(join(dirname(original), 'chunks'), join(folder, 'chunks'), { recursive: true });
  const chunk = join(folder, 'chunks', 'app.cjs');
  if (!isBot(readFileSync(chunk))) throw new Error(`${chunk} isn't the bot any more`);
  writeFileSync(chunk, poison);
}

/** The single executable holds its files as they are, so one line of the bot's can be written over, none longer. */
function withoutPackedChunk(original: string, program: string): void {
  const bytes = readFileSync(original);
  const chunk = readFileSync(join(dirname(original), 'chunks', 'app.cjs'));
  const start = bytes.indexOf(chunk.subarray(0, 2000));
  if (!isBot(chunk) || start === -1) throw new Error(`${original} doesn't hold the bot as it was built last`);
  const line = /^const .{60,};$/m.exec(chunk.toString('latin1', 0, 2000));
  if (line === null) throw new Error('The bot begins with no line to write over');
  bytes.write(poison.padEnd(line[0].length), start + line.index, 'latin1');
  // V8 takes what it compiled before for any text of the same length: it must find nothing.
  const compiled = 'chunks/app.cjs.cache';
  for (let at = bytes.indexOf(compiled); at !== -1; at = bytes.indexOf(compiled, at)) bytes.write('x', at, 'latin1');
  writeFileSync(program, bytes);
  chmodSync(program, 0o755);
}

function isBot(chunk: Buffer): boolean {
  return chunk.includes('DiscordAPIError');
}
