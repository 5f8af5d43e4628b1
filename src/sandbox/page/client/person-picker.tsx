import type { VNode } from 'preact';
import type { PersonView } from '../protocol.ts';
import { Avatar } from './avatar.tsx';
import { Unread } from './unread.tsx';

interface PersonPickerProps {
  label: string;
  people: readonly PersonView[];
  chosenId: string | null;
  unread: (person: PersonView) => number;
  onChoose: (personId: string) => void;
}

/** Who the visitor is on this side. Radio buttons underneath, so that arrow keys switch. */
export function PersonPicker({ label, people, chosenId, unread, onChoose }: PersonPickerProps): VNode {
  return (
    <fieldset class="person-picker">
      <legend class="visually-hidden">{label}</legend>
      {people.map((person) => (
        <PersonChip
          key={person.id}
          group={label}
          person={person}
          chosen={person.id === chosenId}
          unread={unread(person)}
          onChoose={() => onChoose(person.id)}
        />
      ))}
    </fieldset>
  );
}

/** What keeps the bot's messages from somebody, which else only their own side shows. */
function whyAway({ dmsOpen, inServer }: PersonView): string {
  if (!inServer) return ': has left the server';
  return dmsOpen ? '' : ': takes no direct messages';
}

interface PersonChipProps {
  group: string;
  person: PersonView;
  chosen: boolean;
  unread: number;
  onChoose: () => void;
}

function PersonChip({ group, person, chosen, unread, onChoose }: PersonChipProps): VNode {
  return (
    <label
      class={chosen ? 'person person-chosen' : 'person'}
      title={`${person.name} (@${person.username})${whyAway(person)}`}
    >
      <input
        type="radio"
        class="visually-hidden"
        name={group}
        aria-label={`${person.name}${whyAway(person)}`}
        checked={chosen}
        onChange={onChoose}
      />
      <Avatar id={person.id} name={person.name} bot={false} />
      <span class="person-name">{person.name}</span>
      <Unread count={unread} />
      {person.dmsOpen && person.inServer ? null : <span class="person-away" aria-hidden="true" />}
    </label>
  );
}
