import { ComponentType } from 'discord.js';
import type { APIMessageTopLevelComponent } from 'discord.js';
import { languageFor } from '../../texts/texts.ts';
import { readWish, snippetModal } from '../snippet-form.ts';
import { typedIn } from '../snippet-words.ts';
import type { StaffButton } from './button.ts';

/** *Try again*, below a snippet that wasn't kept: the form, with what was typed into it. */
export const snippetAgain: StaffButton = {
  name: 'snippet-again',
  audience: 'managers',
  toEvent: (press, _serverId, about) => {
    const typed = textsIn(press.message.components ?? []).flatMap((text) => typedIn(text) ?? []);
    return {
      form: snippetModal({ type: 'snippet', ...readWish(about), content: typed[0] ?? '' }, languageFor(press.locale)),
    };
  },
};

function textsIn(components: readonly APIMessageTopLevelComponent[]): readonly string[] {
  const inside = components.flatMap((one) => (one.type === ComponentType.Container ? one.components : []));
  return inside.flatMap((one) => (one.type === ComponentType.TextDisplay ? [one.content] : []));
}
