import { asItIs, nothingToShow } from './kind.ts';
import type { Kind } from './kind.ts';

const zalgo = `z${'\u0335\u0321\u0322\u0323'.repeat(8)}a${'\u0300\u0301\u0302'.repeat(9)}`;

/** Text in all its scripts and forms. */
export const texts: readonly Kind[] = [
  asItIs('plain text', 'Hello'),
  asItIs('a single sign', '.'),
  asItIs('several lines', 'One\n\nTwo'),
  ['spaces around a text', ({ write }) => write('  \n Hello \n '), 'Hello'],
  ['line ends of Windows', ({ write }) => write('One\r\nTwo\rThree'), 'One\nTwo\nThree'],
  asItIs('tabs and wide spaces', 'a\tb\u3000c\u00a0d'),
  asItIs('German', 'Größe, Straße, ẞ'),
  asItIs('Japanese', '注文が届きません。'),
  asItIs('Korean in pieces', '\u1112\u1161\u11ab\u1100\u1173\u11af'),
  asItIs('Hindi', 'नमस्ते क्षि'),
  asItIs('right to left', 'مرحبا، كيف الحال؟'),
  asItIs('both directions', 'Order 4711 הגיע today'),
  asItIs('marks of direction', '\u202eabc\u202c d'),
  asItIs('heaps of accents', zalgo),
  asItIs('mathematical letters', '𝓗𝓮𝓵𝓵𝓸'),
  asItIs('emoji of several signs', '👩‍👩‍👧‍👦 🇩🇪 👍🏽 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿'),
  asItIs('what /shrug makes', String.raw`¯\_(ツ)_/¯`),
  asItIs('what /tableflip makes', '(╯°□°)╯︵ ┻━┻'),
  ['a text that is read aloud', ({ write }) => write('Aloud', { tts: true }), 'Aloud'],
  ['@silent', ({ write }) => write('Quietly', { silent: true }), 'Quietly'],
  asItIs('@silent written out', '@silent please'),
  ['spaces without a width alone', ({ write }) => write('\u200b\u2060\u200d'), nothingToShow],
  ['fillers alone', ({ write }) => write('\u3164\u2800'), nothingToShow],
  ['bold nothing', ({ write }) => write('** **'), nothingToShow],
  ['underlined nothing', ({ write }) => write('_ _'), nothingToShow],
];
