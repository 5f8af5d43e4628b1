import type { Modal } from '../world/interaction-nouns.ts';
import type { Component } from '../world/nouns.ts';

const textInput = 4;
const checkbox = 23;

type Values = Readonly<Record<string, string | readonly string[]>>;

/** The components of a form as they are sent, filled in; throws where a client would not let it be sent. */
export function fillForm(modal: Modal, values: Values): object[] {
  const known = new Set(inputsOf(modal.components).map((one) => one.custom_id));
  for (const customId of Object.keys(values)) {
    if (!known.has(customId)) throw new Error(`The form "${modal.title}" has no input ${customId}`);
  }
  return modal.components.map((component) => fillTop(component, values));
}

// In rows or under labels.
function inputsOf(components: readonly Component[]): Component[] {
  return components.flatMap((one) => [...(one.components ?? []), ...(one.component ? [one.component] : [])]);
}

function fillTop(top: Component, values: Values): object {
  const base = { type: top.type, id: top.id };
  if (top.components !== undefined) return { ...base, components: top.components.map((one) => fill(one, values)) };
  return top.component === undefined ? base : { ...base, component: fill(top.component, values) };
}

function fill(input: Component, values: Values): object {
  const base = { type: input.type, id: input.id, custom_id: input.custom_id };
  const given = values[input.custom_id ?? ''];
  if (input.type === textInput) return { ...base, value: checkedText(input, String(given ?? input.value ?? '')) };
  if (input.type === checkbox) return { ...base, value: given === 'true' };
  const chosen = given === undefined ? [] : [given].flat();
  if (chosen.length === 0 && input.required !== false) throw new Error(`The form needs ${input.custom_id}`);
  const [low, high] = [input.min_values ?? 1, input.max_values ?? 1];
  if (chosen.length > 0 && (chosen.length < low || chosen.length > high)) {
    throw new Error(`${input.custom_id} takes ${low} to ${high} choices`);
  }
  const offered = input.options?.map(({ value }) => value);
  if (offered !== undefined && !chosen.every((value) => offered.includes(value))) {
    throw new Error(`${input.custom_id} doesn't offer ${chosen.join()}`);
  }
  return { ...base, values: chosen };
}

function checkedText(input: Component, text: string): string {
  if (text === '' && input.required !== false) throw new Error(`The form needs ${input.custom_id}`);
  const low = text === '' ? 0 : (input.min_length ?? 0);
  const high = input.max_length ?? 4000;
  if (text.length < low || text.length > high) {
    throw new Error(`${input.custom_id} takes ${low} to ${high} characters`);
  }
  return text;
}
