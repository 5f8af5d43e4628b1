import { messageFlags } from '../world/drafts.ts';
import type { Interaction } from '../world/interaction-nouns.ts';
import { createInteraction, firstAnswerMs, tokenLifeMs, type NewInteraction } from '../world/interactions.ts';
import type { Message } from '../world/nouns.ts';
import type { World } from '../world/world.ts';
import type { CommandAnswer } from './types.ts';

/** Begins an interaction and waits for the bot's first answer, or for Discord's patience to end. */
export async function interact(world: World, begun: NewInteraction): Promise<CommandAnswer> {
  const interaction = await answered(world, begun);
  return interaction === null ? { type: 'failed', reason: 'did not respond' } : toAnswer(world, interaction);
}

/** Begins an interaction; null when nothing was answered in time. */
export async function answered(world: World, begun: NewInteraction): Promise<Interaction | null> {
  const interaction = createInteraction(world, begun);
  const { promise, resolve } = Promise.withResolvers<Interaction | null>();
  const stopListening = world.onEvent((event) => {
    if (event.type === 'interactionAnswered' && event.interaction === interaction) resolve(interaction);
  });
  const cancel = world.clock.after(firstAnswerMs + 1, () => resolve(interaction.firstAnswer && interaction));
  const result = await promise;
  stopListening();
  cancel();
  return result;
}

function toAnswer(world: World, interaction: Interaction): CommandAnswer {
  const answer = interaction.firstAnswer;
  switch (answer?.type) {
    case 'message':
      return { type: 'message', message: answer.message, ephemeral: interaction.ephemeral === true };
    case 'updated':
      return { type: 'updated', message: answer.message };
    case 'modal':
      return { type: 'modal', modal: answer.modal };
    case 'deferred':
      return { type: 'deferred', ephemeral: interaction.ephemeral === true, completed: completed(world, interaction) };
    case 'deferredUpdate':
      return { type: 'deferredUpdate', completed: completed(world, interaction) };
    case 'choices':
    case undefined:
      return { type: 'failed', reason: 'did not respond' };
  }
}

// Ends with the edit that is waited for, or when there can be none any more: deleted, or the token is too old.
async function completed(world: World, interaction: Interaction): Promise<Message | null> {
  const { original } = interaction;
  const isFilled = original !== null && original !== interaction.sourceMessage && !isLoading(original);
  if (isFilled) return original;
  const { promise, resolve } = Promise.withResolvers<Message | null>();
  const stopListening = world.onEvent((event) => {
    if (event.type === 'originalEdited' && event.interaction === interaction) resolve(event.message);
    if (event.type === 'messageDeleted' && event.message === original) resolve(null);
  });
  const cancel = world.clock.after(tokenLifeMs, () => resolve(null));
  const result = await promise;
  stopListening();
  cancel();
  return result;
}

function isLoading(message: Message): boolean {
  return (message.flags & messageFlags.loading) !== 0;
}
