import type { REST } from 'discord.js';
import { codeOf } from './failures.ts';

/** Discord's answer to a tag that the forum no longer has. https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const unknownTag = 10_087;

/** Sends requests as `rest` does; where one names a tag that isn't there any more, the tags are learnt anew before it fails. */
export function heedingTags(rest: Pick<REST, 'request'>, learnTags: () => Promise<void>): Pick<REST, 'request'> {
  return {
    request: async (options) => {
      try {
        return await rest.request(options);
      } catch (error) {
        if (codeOf(error) === unknownTag) await learnTags();
        throw error;
      }
    },
  };
}
