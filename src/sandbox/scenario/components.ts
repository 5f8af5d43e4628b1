import type { Component, Message } from '../world/nouns.ts';

// Every component of a message, those inside others too.
function componentsOf(components: readonly Component[]): Component[] {
  return components.flatMap((one) => [
    one,
    ...componentsOf(one.components ?? []),
    ...(one.accessory === undefined ? [] : [one.accessory]),
  ]);
}

/** The button with that label, custom ID or emoji under a message. */
export function buttonOf(message: Message, name: string): Component {
  const buttons = componentsOf(message.components).filter((one) => one.type === 2);
  const found = buttons.find((one) => one.label === name || one.custom_id === name || one.emoji?.name === name);
  if (found !== undefined) return found;
  const there = buttons.map((one) => one.label ?? one.custom_id).join(', ');
  throw new Error(`There is no button "${name}" under that message, but: ${there}`);
}

/** The menu with that custom ID, if those values can be chosen in it. */
export function menuOf(message: Message, customId: string, values: readonly string[]): Component {
  const menu = componentsOf(message.components).find((one) => one.custom_id === customId && one.type !== 2);
  if (menu === undefined) throw new Error(`There is no menu ${customId} under that message`);
  const unknown = values.find((value) => menu.options?.some((one) => one.value === value) === false);
  if (unknown !== undefined) throw new Error(`The menu ${customId} has no line ${unknown}`);
  if (values.length < (menu.min_values ?? 1) || values.length > (menu.max_values ?? 1)) {
    throw new Error(`The menu ${customId} takes ${menu.min_values} to ${menu.max_values} lines`);
  }
  return menu;
}
