import type { ButtonView, ChoiceView, ComponentView, SelectView } from '../page/message-view.ts';
import type { Component } from '../world/nouns.ts';

const buttonStyles: Record<number, ButtonView['style']> = {
  1: 'primary',
  2: 'secondary',
  3: 'success',
  4: 'danger',
  5: 'link',
};

/** Components for the page. A file's names what stands among the message's files, where the page shows it. */
export function toComponentViews(components: readonly Component[]): ComponentView[] {
  return components.filter(({ type }) => type !== 13).map(toComponentView);
}

/** A component for the page. The numbers: https://docs.discord.com/developers/components/reference#component-object-component-types */
function toComponentView(component: Component): ComponentView {
  const children = toComponentViews(component.components ?? []);
  switch (component.type) {
    case 1:
      return { type: 'row', children };
    case 2:
      return toButton(component);
    case 3:
      return toSelect(component);
    case 9:
      return toSection(component);
    case 10:
      return { type: 'text', content: component.content ?? '' };
    case 14:
      return { type: 'separator', line: component.divider !== false, large: component.spacing === 2 };
    case 17:
      return { type: 'container', color: component.accent_color ?? null, children };
    default:
      return { type: 'other', kind: component.type };
  }
}

function toSection(component: Component): ComponentView {
  const texts = (component.components ?? []).map((text) => text.content ?? '');
  const accessory = component.accessory === undefined ? null : toComponentView(component.accessory);
  return { type: 'section', texts, accessory };
}

function toButton(component: Component): ButtonView {
  return {
    type: 'button',
    customId: component.custom_id ?? null,
    label: component.label ?? '',
    emoji: component.emoji?.name ?? null,
    style: buttonStyles[component.style ?? 2] ?? 'secondary',
    url: component.url ?? null,
    disabled: component.disabled === true,
  };
}

/** A menu for the page, in a message or in a form. */
export function toSelect(component: Component): SelectView {
  return {
    type: 'select',
    customId: component.custom_id ?? '',
    placeholder: component.placeholder ?? 'Choose',
    minValues: component.min_values ?? 1,
    maxValues: component.max_values ?? 1,
    disabled: component.disabled === true,
    options: (component.options ?? []).map(toChoice),
  };
}

function toChoice(option: NonNullable<Component['options']>[number]): ChoiceView {
  const emoji = option.emoji?.id === undefined ? option.emoji?.name : undefined;
  return {
    value: option.value,
    label: emoji === undefined ? option.label : `${emoji} ${option.label}`,
    description: option.description ?? null,
    selected: option.default === true,
  };
}
