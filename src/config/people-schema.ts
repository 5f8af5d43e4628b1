import { Type } from 'typebox';
import { discordId } from './keys.ts';

/** Somebody, or all who have a role. */
export const roleOrUser = Type.Unsafe<{ role: string } | { user: string }>({
  type: 'object',
  properties: { role: discordId('ID of a role'), user: discordId('ID of a user') },
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
  description: 'a role or a user: `role: ID` or `user: ID`',
});
