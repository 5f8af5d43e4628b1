import { Type } from 'typebox';
import { formFields } from './form-schema.ts';
import { discordIdOrNone, section, textOrNone } from './keys.ts';
import { messagePlaceholders } from './placeholders.ts';

/** How users are asked about their tickets: a part of a server's configuration. */
export const feedback = section('Whether, and how, users are asked how it was when their ticket is closed.', {
  enabled: Type.Boolean({
    default: false,
    description: 'Whether closing asks the user for a rating from 1 to 5. They are told of each closing, then.',
  }),
  channel: discordIdOrNone('ID of a channel in which staff read ratings and answers.'),
  thank_you: textOrNone('What the user reads afterwards. Without it: "Thank you for your feedback!"', {
    minLength: 1,
    maxLength: 300,
    template: messagePlaceholders,
  }),
  form: formFields('What the user may answer beside the rating: a form of at most 5 fields.'),
  rating_tags: Type.Boolean({
    default: false,
    description:
      'Whether the post of a rated ticket shows the rating by a forum tag. That takes 5 of the 20 tags of a forum.',
  }),
});
