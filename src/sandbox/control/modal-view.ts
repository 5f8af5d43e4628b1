import type { ModalPart, ModalView } from '../page/protocol.ts';
import type { Modal } from '../world/interaction-nouns.ts';
import type { Component } from '../world/nouns.ts';
import { toSelect } from './component-view.ts';

/** A form for the page: https://docs.discord.com/developers/components/reference#label */
export function toModalView(modal: Modal): ModalView {
  return { id: modal.interactionId, title: modal.title, parts: modal.components.flatMap(toParts) };
}

function toParts(component: Component): ModalPart[] {
  // 10 text display, 18 label around a field, 1 the older row around a text input that carries its label itself.
  if (component.type === 10) return [{ type: 'text', content: component.content ?? '' }];
  if (component.type === 18 && component.component !== undefined) return [toField(component, component.component)];
  return (component.components ?? []).map((field) => toField(field, field));
}

function toField(label: Component, field: Component): ModalPart {
  const shared = {
    customId: field.custom_id ?? '',
    label: label.label ?? '',
    description: label.description ?? null,
    required: field.required !== false,
  };
  if (field.type === 19) return { type: 'files', ...shared, maxFiles: field.max_values ?? 1 };
  if (field.type === 3) return { type: 'choice', ...shared, select: toSelect(field) };
  return {
    type: 'input',
    ...shared,
    long: field.style === 2,
    value: field.value ?? '',
    placeholder: field.placeholder ?? '',
    minLength: field.min_length ?? 0,
    maxLength: field.max_length ?? 4000,
  };
}
