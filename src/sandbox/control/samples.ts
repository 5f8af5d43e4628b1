import heart from '../samples/heart.png?base64';
import oops from '../samples/oops.png?base64';
import star from '../samples/star.png?base64';
import recording from '../samples/voice.ogg?base64';
import type { Sandbox } from '../sandbox.ts';
import { createStandardSticker } from '../scenario.ts';
import type { WriteOptions } from '../scenario/types.ts';

/** A voice message, 2.4 s of a little melody in Opus; with its loudness as clients draw it. */
export const sampleVoice: NonNullable<WriteOptions['voice']> = {
  seconds: 2.4,
  waveform: 'n457aVtOQzoywraeh3ZlWEtBucOrkXtvV1NEOzUqJx+snId0ZFVJQDbFvJ+MeWZWTEI3MSkjHxsXFBEPDAsJCA==',
  bytes: Buffer.from(recording, 'base64'),
};

/** A poll. */
export const samplePoll: NonNullable<WriteOptions['poll']> = {
  question: 'Which map should be fixed first?',
  answers: ['Harbour', 'Old Mill', 'Both at once'],
};

/** Makes the stickers that the page's people can send: pictures, and one of the kind that is no picture. */
export function addStandardStickers(sandbox: Pick<Sandbox, 'world'>): void {
  for (const [name, base64] of Object.entries({ Heart: heart, Star: star, Oops: oops })) {
    createStandardSticker(sandbox, { name, format: 'png', bytes: Buffer.from(base64, 'base64') });
  }
  createStandardSticker(sandbox, { name: 'Confetti', format: 'lottie' });
}
