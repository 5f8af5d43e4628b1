import type { CommandAnswer, Person } from '../../src/sandbox/scenario/types.ts';
import { interact } from '../../src/sandbox/scenario/answers.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import type { Stage } from './stage.ts';

/** What is sent as if it stood below a message: Discord would look, a hostile client needn't find anybody who does. */
export type Forged = { readonly button: string } | { readonly form: string };

/** Sends it, and gives the bot's answer. */
export function sendForged(
  { sandbox, world }: Stage,
  { user }: Person,
  message: Message,
  what: Forged,
): Promise<CommandAnswer> {
  const channel = sandbox.world.channels.get(message.channelId);
  const isForm = 'form' in what;
  const payload = isForm
    ? { custom_id: what.form, components: [] }
    : { id: 1, custom_id: what.button, component_type: 2, values: ['1'] };
  return interact(sandbox.world, {
    userId: user.id,
    channelId: message.channelId,
    guildId: channel === undefined || !('guildId' in channel) ? null : channel.guildId,
    applicationId: world.application.applicationId,
    type: isForm ? 5 : 3,
    payload,
    commandName: null,
    target: null,
    sourceMessage: message,
    // A form is the answer to something.
    askedBy: isForm
      ? ([...sandbox.world.interactions.values()].findLast(({ userId, type }) => userId === user.id && type !== 5) ??
        null)
      : null,
  });
}
