import type { Action, Extra, Place, SentFile } from '../page/protocol.ts';
import type { Person, PersonFile, WriteOptions } from '../scenario/types.ts';
import { samplePoll, sampleVoice } from './samples.ts';
import { anyMessage, findMessage, type Stage } from './stage.ts';

/** Sends a text with what is beside it. */
export function write(stage: Stage, person: Person, action: Extract<Action, { type: 'write' }>): void {
  const { place, text, replyTo, files = [] } = action;
  const target = replyTo === null ? undefined : anyMessage(stage, replyTo);
  send(person, place, text, { files: files.map(toFile), ...(target === undefined ? {} : { replyTo: target }) });
}

/** Sends what has no text. */
export function sendExtra(stage: Stage, person: Person, place: Place, extra: Extra): void {
  send(person, place, '', optionsOf(stage, extra));
}

/** Forwards a message to where its reader is. */
export function forward(stage: Stage, person: Person, action: Extract<Action, { type: 'forward' }>): void {
  send(person, action.place, '', { forward: findMessage(stage, action) });
}

function send(person: Person, place: Place, text: string, options: WriteOptions): void {
  if (place.type === 'dm') person.dm(text, options);
  else person.write(place.channelId, text, options);
}

/** A file that a visitor sends. */
export function toFile({ name, contentType, base64 }: SentFile): PersonFile {
  return { name, bytes: Buffer.from(base64, 'base64'), ...(contentType === null ? {} : { contentType }) };
}

function optionsOf({ sandbox }: Stage, extra: Extra): WriteOptions {
  if (extra.type === 'voice') return { voice: sampleVoice };
  if (extra.type === 'poll') return { poll: samplePoll };
  const sticker = sandbox.world.stickers.get(extra.id);
  if (sticker === undefined) throw new Error('There is no such sticker.');
  return { stickers: [sticker] };
}
