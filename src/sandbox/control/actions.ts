import type { Action, ActionResult, CommandView, Place, SentFile } from '../page/protocol.ts';
import type { Sandbox } from '../sandbox.ts';
import type { DemoWorld } from '../scenario.ts';
import type { CommandAnswer, CommandPlace, Person, PersonFile } from '../scenario/types.ts';
import type { Modal } from '../world/interaction-nouns.ts';
import type { Message } from '../world/nouns.ts';
import { splitName, toCommandViews, toOptionValues } from './commands.ts';
import { peopleOf } from './frame.ts';
import { toModalView } from './modal-view.ts';

/** What the page's visitor has people do. Whatever a person can't do is answered with the reason. */
export interface Actions {
  perform(action: Action): Promise<ActionResult>;
  offered(personId: string, place: Place): CommandView[];
  complete(personId: string, place: Place, query: Completion): Promise<{ name: string; value: string }[]>;
}

/** What somebody has typed into an option that the bot completes. */
export interface Completion {
  command: string;
  option: string;
  text: string;
}

/** Lets the visitor act as the people of the demo world. */
export function createActions(sandbox: Sandbox, demo: DemoWorld): Actions {
  const people = new Map(peopleOf(demo).map((person) => [person.id, person]));
  const stage: Stage = { sandbox, botName: demo.application.botUser.username };
  const find = (personId: string): Person => {
    const person = people.get(personId);
    if (person === undefined) throw new Error('There is no such person in this simulation.');
    return person;
  };
  return {
    async perform(action) {
      try {
        return await act(stage, find(action.personId), action);
      } catch (error) {
        return { type: 'failed', reason: error instanceof Error ? error.message : String(error) };
      }
    },
    offered: (personId, place) => toCommandViews(find(personId).offeredCommands(commandPlace(place))),
    async complete(personId, place, { command, option, text }) {
      const target = splitName(command, commandPlace(place));
      const found = await find(personId).autocomplete(target.name, option, text, target.place);
      return found.map(({ name, value }) => ({ name, value: String(value) }));
    },
  };
}

interface Stage {
  sandbox: Sandbox;
  botName: string;
}

async function act(stage: Stage, person: Person, action: Action): Promise<ActionResult> {
  switch (action.type) {
    case 'write':
      write(stage, person, action);
      return { type: 'done' };
    case 'edit':
      person.edit(findMessage(stage, action), action.text);
      return { type: 'done' };
    case 'delete':
      person.delete(findMessage(stage, action));
      return { type: 'done' };
    case 'command':
      return toResult(stage, await command(person, action));
    case 'press':
      return toResult(stage, await person.press(findMessage(stage, action), action.customId));
    case 'choose':
      return toResult(stage, await person.choose(findMessage(stage, action), action.customId, action.values));
    case 'submit':
      return toResult(stage, await person.submitModal(findModal(stage, action.modalId), action.values));
  }
}

function write({ sandbox }: Stage, person: Person, action: Extract<Action, { type: 'write' }>): void {
  const { place, text, replyTo, files = [] } = action;
  const target = replyTo === null ? undefined : anyMessage(sandbox, replyTo);
  const options = { files: files.map(toFile), ...(target === undefined ? {} : { replyTo: target }) };
  if (place.type === 'dm') person.dm(text, options);
  else person.write(place.channelId, text, options);
}

function toFile({ name, contentType, base64 }: SentFile): PersonFile {
  return { name, bytes: Buffer.from(base64, 'base64'), ...(contentType === null ? {} : { contentType }) };
}

async function command(person: Person, action: Extract<Action, { type: 'command' }>): Promise<CommandAnswer> {
  const place = commandPlace(action.place);
  const offered = toCommandViews(person.offeredCommands(place)).find(({ name }) => name === action.name);
  if (offered === undefined) throw new Error(`/${action.name} isn’t offered here.`);
  const target = splitName(action.name, place);
  return person.command(target.name, toOptionValues(offered, action.options), target.place);
}

function commandPlace(place: Place): CommandPlace {
  return place.type === 'dm' ? { dm: true } : { channelId: place.channelId };
}

function findMessage({ sandbox }: Stage, { messageId }: { messageId: string }): Message {
  const message = anyMessage(sandbox, messageId);
  if (message === undefined) throw new Error('That message is gone.');
  return message;
}

function anyMessage({ world }: Sandbox, messageId: string): Message | undefined {
  const ephemeral = world.ephemerals.get(messageId);
  if (ephemeral !== undefined) return ephemeral;
  for (const messages of world.messages.values()) {
    const message = messages.find(({ id }) => id === messageId);
    if (message !== undefined) return message;
  }
  return undefined;
}

function findModal({ sandbox }: Stage, interactionId: string): Modal {
  const answer = sandbox.world.interactions.get(interactionId)?.firstAnswer;
  if (answer?.type !== 'modal') throw new Error('That form is gone.');
  return answer.modal;
}

/** Messages and updates reach the page by its feed; only what no message shows is answered here. */
function toResult({ botName }: Stage, answer: CommandAnswer): ActionResult {
  if (answer.type === 'modal') return { type: 'modal', modal: toModalView(answer.modal) };
  if (answer.type === 'failed') return { type: 'failed', reason: `${botName} did not respond in time.` };
  return { type: 'done' };
}
