import type { Place } from '../page/protocol.ts';
import type { Sandbox } from '../sandbox.ts';
import type { DemoWorld } from '../scenario.ts';
import type { CommandPlace } from '../scenario/types.ts';
import type { Tally } from '../tally/tally.ts';
import type { Modal } from '../world/interaction-nouns.ts';
import type { Message } from '../world/nouns.ts';
import type { Troubles } from './troubles.ts';

/** Where the page's visitor acts. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly demo: DemoWorld;
}

/** All that the page's visitor sees. */
export interface Scene extends Stage {
  readonly tally: Tally;
  readonly troubles: Troubles;
}

/** The message with that ID, or undefined. */
export function anyMessage({ sandbox: { world } }: Stage, messageId: string): Message | undefined {
  const ephemeral = world.ephemerals.get(messageId);
  if (ephemeral !== undefined) return ephemeral;
  for (const messages of world.messages.values()) {
    const message = messages.find(({ id }) => id === messageId);
    if (message !== undefined) return message;
  }
  return undefined;
}

/** The message with that ID; an Error for the visitor where it is gone. */
export function findMessage(stage: Stage, { messageId }: { messageId: string }): Message {
  const message = anyMessage(stage, messageId);
  if (message === undefined) throw new Error('That message is gone.');
  return message;
}

/** The form that answered an interaction; an Error for the visitor where it is gone. */
export function findModal({ sandbox }: Stage, interactionId: string): Modal {
  const answer = sandbox.world.interactions.get(interactionId)?.firstAnswer;
  if (answer?.type !== 'modal') throw new Error('That form is gone.');
  return answer.modal;
}

/** A place as commands name it. */
export function commandPlace(place: Place): CommandPlace {
  return place.type === 'dm' ? { dm: true } : { channelId: place.channelId };
}
