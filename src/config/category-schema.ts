import { Type } from 'typebox';
import type { Static } from 'typebox';
import { formFields } from './form-schema.ts';
import { section, textOrNone } from './keys.ts';
import { closeMessagePlaceholders, messagePlaceholders } from './placeholders.ts';
import { roleOrUser } from './people-schema.ts';

const message = { maxLength: 2000 };

/** What tickets may be about: users choose where there are two or more. */
const category = section('Something that tickets are about.', {
  id: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    slug: true,
    maxLength: 45,
    default: null,
    description: 'What it is known by, also after a new name: a–z, 0–9 and `-`. Without it, the name makes it.',
  }),
  name: Type.String({ minLength: 3, maxLength: 45, description: 'What users choose by, and what staff read.' }),
  emoji: textOrNone('A character, or an emoji of the server as `<:name:ID>`.', { minLength: 1, maxLength: 60 }),
  description: textOrNone('Small text below the name in the menu.', { minLength: 1, maxLength: 100 }),
  enabled: Type.Boolean({ default: true, description: 'Whether it may be chosen. Tickets that have it keep it.' }),
  ping: Type.Unsafe<Static<typeof roleOrUser>[] | null>({
    type: ['array', 'null'],
    items: roleOrUser,
    maxItems: 50,
    uniqueItems: true,
    default: null,
    description: "Who is pinged in a new post, in place of the server's `ping`.",
  }),
  creation_message: textOrNone("In place of the server's.", { ...message, template: messagePlaceholders }),
  close_message: textOrNone("In place of the server's.", { ...message, template: closeMessagePlaceholders }),
  form: formFields('What is asked before a ticket is opened: a form of at most 5 fields.'),
  forum_tag: Type.Boolean({
    default: false,
    description: 'Whether the posts of its tickets bear its name, cut to 20 characters, as a forum tag.',
  }),
});

export type CategoryConfig = Static<typeof category>;

export const categories = Type.Array(category, {
  default: [],
  maxItems: 10,
  description: 'What tickets may be about, at most 10. Users choose where two or more are enabled.',
});
