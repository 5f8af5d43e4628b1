import type { Static } from 'typebox';
import { oneOf, section, textOrNone } from './keys.ts';
import { panelPlaceholders } from './placeholders.ts';

/** The message with a button that members begin a ticket by: a part of a server's configuration. */
export const panel = section(
  'What `/config panel` sends: a message with a button by which members write to the staff.',
  {
    title: textOrNone('Its heading. Without it: "Write to the staff of" the server.', {
      minLength: 1,
      maxLength: 200,
      template: panelPlaceholders,
    }),
    description: textOrNone('Its text. Without it: a sentence on what the button does.', {
      minLength: 1,
      maxLength: 2000,
      template: panelPlaceholders,
    }),
    color: textOrNone("Colour of its edge, such as '#5865F2' (in quotes).", { minLength: 1 }),
    image: textOrNone('Address (https) of a picture below the text.', { minLength: 1, maxLength: 2048 }),
    button: section('Its button.', {
      label: textOrNone('What the button says. Without it: "Write to the staff".', { minLength: 1, maxLength: 80 }),
      emoji: textOrNone('A character, or an emoji of the server as `<:name:ID>`.', { minLength: 1, maxLength: 60 }),
      style: oneOf(
        ['primary', 'secondary', 'success', 'danger'],
        'primary',
        'Colour of the button: primary (blue), secondary (grey), success (green) or danger (red).',
      ),
    }),
  },
);

export type PanelConfig = Static<typeof panel>;
