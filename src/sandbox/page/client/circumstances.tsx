import type { VNode } from 'preact';
import type { PersonView } from '../protocol.ts';
import { usePage } from './page-context.ts';
import { memberConversation } from './select.ts';

/** Some of Discord's languages, one of which the bot doesn't speak. */
const languages = { 'en-US': 'English', de: 'Deutsch', fr: 'Français', ja: '日本語' };

/** Switches for what a member does outside the conversation: closing their direct messages, leaving the server, the language of their Discord. */
export function Circumstances({ person }: { person: PersonView }): VNode {
  const { act, model } = usePage();
  const conversation = memberConversation(person);
  const { id: personId, name, dmsOpen, inServer, locale } = person;
  const server = model.frame?.server.name ?? 'the server';
  return (
    <div class="circumstances" role="group" aria-label={`What ${name} does elsewhere in Discord`}>
      <Switch
        label="takes direct messages"
        hint={`As ${name} sets it under Privacy: switched off, nothing that the bot writes arrives`}
        isOn={dmsOpen}
        onTurn={(isOpen) => void act(conversation, { type: 'takeDms', personId, isOpen })}
      />
      <Switch
        label="in the server"
        hint={`Switched off, ${name} has left ${server}`}
        isOn={inServer}
        onTurn={(isMember) => void act(conversation, { type: 'join', personId, isMember })}
      />
      <label class="language" title={`The language of ${name}’s Discord`}>
        Discord in
        <select
          value={locale}
          onChange={({ currentTarget }) =>
            void act(conversation, { type: 'speak', personId, locale: currentTarget.value })
          }
        >
          {Object.entries(languages).map(([value, language]) => (
            <option key={value} value={value}>
              {language}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

interface SwitchProps {
  label: string;
  hint: string;
  isOn: boolean;
  onTurn: (isOn: boolean) => void;
}

function Switch({ label, hint, isOn, onTurn }: SwitchProps): VNode {
  return (
    <button type="button" class="switch" role="switch" aria-checked={isOn} title={hint} onClick={() => onTurn(!isOn)}>
      <span class="switch-track" aria-hidden="true" />
      {label}
    </button>
  );
}
