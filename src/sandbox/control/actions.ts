import type { Action, ActionResult, CommandView, Place } from '../page/protocol.ts';
import type { Sandbox } from '../sandbox.ts';
import type { DemoWorld } from '../scenario.ts';
import type { CommandAnswer, CommandPlace, FormValue, Person } from '../scenario/types.ts';
import { changePost, join, takeDms } from './circumstances.ts';
import { splitName, toCommandViews, toOptionValues } from './commands.ts';
import { peopleOf } from './frame.ts';
import { toModalView } from './modal-view.ts';
import { anyMessage, commandPlace, findMessage, findModal, type Stage } from './stage.ts';
import { forward, sendExtra, toFile, write } from './writing.ts';

/** What the page's visitor has people do. Whatever a person can't do is answered with the reason. */
export interface Actions {
  perform(action: Action): Promise<ActionResult>;
  offered(personId: string, place: Place): CommandView[];
  /** The commands in the context menu of a message, or of a person in a place. */
  menus(personId: string, clicked: { messageId: string } | { aboutId: string; place: Place }): string[];
  complete(personId: string, place: Place, query: Completion): Promise<{ name: string; value: string }[]>;
}

/** What somebody has typed into an option that the bot completes. */
export interface Completion {
  command: string;
  option: string;
  text: string;
  /** What stands in its other options. */
  filled: Readonly<Record<string, string>>;
}

/** Lets the visitor act as the people of the demo world. */
export function createActions(sandbox: Sandbox, demo: DemoWorld): Actions {
  const people = new Map(peopleOf(demo).map((person) => [person.id, person]));
  const stage: Stage = { sandbox, demo };
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
    offered: (personId, place) => orNothing(() => toCommandViews(find(personId).offeredCommands(commandPlace(place)))),
    menus(personId, clicked) {
      if ('aboutId' in clicked) {
        const { aboutId, place } = clicked;
        return orNothing(() => find(personId).offeredMenus({ person: { id: aboutId }, place: commandPlace(place) }));
      }
      const message = anyMessage(stage, clicked.messageId);
      return message === undefined ? [] : orNothing(() => find(personId).offeredMenus(message));
    },
    async complete(personId, place, { command, option, text, filled }) {
      const person = find(personId);
      const target = splitName(command, commandPlace(place));
      const others = toOptionValues(offeredTo(person, command, target.place), filled);
      const found = await person.autocomplete(target.name, option, text, { ...target.place, filled: others });
      return found.map(({ name, value }) => ({ name, value: String(value) }));
    },
  };
}

// Whoever shares no server with the bot any more is offered nothing of it.
function orNothing<Item>(list: () => Item[]): Item[] {
  try {
    return list();
  } catch {
    return [];
  }
}

async function act(stage: Stage, person: Person, action: Action): Promise<ActionResult> {
  switch (action.type) {
    case 'write':
    case 'sendExtra':
    case 'forward':
    case 'edit':
    case 'delete':
      changeMessages(stage, person, action);
      return { type: 'done' };
    case 'changePost':
      changePost(person, action.postId, action.change);
      return { type: 'done' };
    case 'takeDms':
      takeDms(person, action.isOpen);
      return { type: 'done' };
    case 'speak':
      person.speak(action.locale);
      return { type: 'done' };
    case 'join':
      join(stage, person, action.isMember);
      return { type: 'done' };
    default:
      return toResult(stage, await interact(stage, person, action));
  }
}

type MessageAction = Extract<Action, { type: 'write' | 'sendExtra' | 'forward' | 'edit' | 'delete' }>;

function changeMessages(stage: Stage, person: Person, action: MessageAction): void {
  switch (action.type) {
    case 'write':
      return write(stage, person, action);
    case 'sendExtra':
      return sendExtra(stage, person, action.place, action.extra);
    case 'forward':
      return forward(stage, person, action);
    case 'edit':
      return person.edit(findMessage(stage, action), action.text);
    case 'delete':
      return person.delete(findMessage(stage, action));
  }
}

type Interaction = Extract<Action, { type: 'command' | 'menu' | 'personMenu' | 'press' | 'choose' | 'submit' }>;

function interact(stage: Stage, person: Person, action: Interaction): Promise<CommandAnswer> {
  switch (action.type) {
    case 'command':
      return command(person, action);
    case 'menu':
      return person.useMenu(action.name, findMessage(stage, action));
    case 'personMenu':
      return person.useMenu(action.name, { person: { id: action.aboutId }, place: commandPlace(action.place) });
    case 'press':
      return person.press(findMessage(stage, action), action.customId);
    case 'choose':
      return person.choose(findMessage(stage, action), action.customId, action.values);
    case 'submit':
      return submit(stage, person, action);
  }
}

function submit(
  stage: Stage,
  person: Person,
  { modalId, values, files = [] }: Extract<Action, { type: 'submit' }>,
): Promise<CommandAnswer> {
  const modal = findModal(stage, modalId);
  const fileFields = toModalView(modal).parts.flatMap((part) => (part.type === 'files' ? [part.customId] : []));
  const filled = Object.entries(values).map(([customId, chosen]): [string, FormValue] => [
    customId,
    fileFields.includes(customId) ? chosen.flatMap((place) => files[Number(place)] ?? []).map(toFile) : chosen,
  ]);
  return person.submitModal(modal, Object.fromEntries(filled));
}

async function command(person: Person, action: Extract<Action, { type: 'command' }>): Promise<CommandAnswer> {
  const place = commandPlace(action.place);
  const offered = offeredTo(person, action.name, place);
  const target = splitName(action.name, place);
  return person.command(target.name, toOptionValues(offered, action.options), target.place);
}

function offeredTo(person: Person, command: string, place: CommandPlace): CommandView {
  const offered = toCommandViews(person.offeredCommands(place)).find(({ name }) => name === command);
  if (offered === undefined) throw new Error(`/${command} isn’t offered here.`);
  return offered;
}

/** Messages and updates reach the page by its feed; only what no message shows is answered here. */
function toResult({ demo }: Stage, answer: CommandAnswer): ActionResult {
  if (answer.type === 'modal') return { type: 'modal', modal: toModalView(answer.modal) };
  if (answer.type === 'failed') {
    return { type: 'failed', reason: `${demo.application.botUser.username} did not respond in time.` };
  }
  return { type: 'done' };
}
