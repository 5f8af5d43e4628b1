import type { Component } from '../world/nouns.ts';
import { isFields, type FieldPath, type Fields, type Form } from './form.ts';

// https://docs.discord.com/developers/components/reference
const kinds = {
  row: 1,
  button: 2,
  textMenu: 3,
  textInput: 4,
  userMenu: 5,
  channelMenu: 8,
  section: 9,
  textDisplay: 10,
  thumbnail: 11,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
} as const;

const legacyTop: readonly number[] = [kinds.row];
const v2Top: readonly number[] = [1, 9, 10, 12, 13, 14, 17];
const inContainer: readonly number[] = [1, 9, 10, 12, 13, 14];
const inRow: readonly number[] = [2, 3, 5, 6, 7, 8];
const inModal: readonly number[] = [kinds.row, kinds.textDisplay, kinds.label];
const inLabel: readonly number[] = [3, 4, 5, 6, 7, 8, 19, 21, 22, 23];

const maxRows = 5;
const maxInV2 = 40;
const maxCharactersInV2 = 4000;
const linkStyle = 5;

/** What is being counted over a whole message or form. */
interface Count {
  readonly form: Form;
  readonly customIds: Set<string>;
  components: number;
  characters: number;
}

/** Reads the components of a message; undefined when the body has none. */
export function readComponents(form: Form, body: Fields, path: FieldPath, isV2: boolean): Component[] | undefined {
  const list = form.list(body, path, isV2 ? {} : { max: maxRows });
  if (list === undefined) return undefined;
  const count: Count = { form, customIds: new Set(), components: 0, characters: 0 };
  const components = list.map((one, index) => read(count, one, [...path, index], isV2 ? v2Top : legacyTop));
  if (isV2 && count.components > maxInV2) {
    form.fail(path, 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', `The number of components must be at most ${maxInV2}`);
  }
  if (count.characters > maxCharactersInV2) {
    form.fail(path, 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', `Displayable text exceeds ${maxCharactersInV2}`);
  }
  return withIds(components);
}

/** Reads the components of a form. */
export function readModalComponents(form: Form, body: Fields, path: FieldPath): Component[] {
  const list = form.list(body, path, { min: 1, max: 5 }) ?? [];
  const count: Count = { form, customIds: new Set(), components: 0, characters: 0 };
  return withIds(list.map((one, index) => read(count, one, [...path, index], inModal)));
}

function read(count: Count, value: unknown, path: FieldPath, allowed: readonly number[]): Component {
  const { form } = count;
  const fields = form.object(value, path);
  const type = form.choice(fields, [...path, 'type'], allowed) ?? 0;
  count.components += 1;
  const component: Component = { ...fields, type };
  checkCustomId(count, component, path);
  switch (type) {
    case kinds.row:
      return { ...component, components: readRow(count, fields, path, allowed === inModal) };
    case kinds.button:
      checkButton(form, fields, path);
      return component;
    case kinds.textMenu:
      return readTextMenu(form, component, path);
    case kinds.textInput:
      checkTextInput(form, fields, path);
      return component;
    case kinds.section:
      return readSection(count, component, path);
    case kinds.textDisplay:
      component.content = form.requiredText(fields, [...path, 'content'], { max: maxCharactersInV2 });
      count.characters += component.content.length;
      return component;
    case kinds.separator:
      return { ...component, spacing: component.spacing ?? 1, divider: component.divider ?? true };
    case kinds.container:
      return readContainer(count, component, path);
    case kinds.label:
      form.requiredText(fields, [...path, 'label'], { max: 45 });
      form.text(fields, [...path, 'description'], { max: 100 });
      return { ...component, component: read(count, fields['component'], [...path, 'component'], inLabel) };
    case kinds.fileUpload:
      checkUpload(form, fields, path);
      return withSelectDefaults(component);
    default:
      return type >= kinds.userMenu && type <= kinds.channelMenu ? withSelectDefaults(component) : component;
  }
}

// Link and premium buttons have none; everything else that a person can use has one, unique in its message.
function checkCustomId({ form, customIds }: Count, component: Component, path: FieldPath): void {
  const { type } = component;
  const isInteractive =
    type === kinds.button ? component.style !== linkStyle : (type >= 3 && type <= 8) || type === kinds.fileUpload;
  if (!isInteractive) return;
  const customId = form.requiredText(component, [...path, 'custom_id'], { max: 100 });
  if (customIds.has(customId)) {
    form.fail([...path, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
  }
  customIds.add(customId);
}

function readRow(count: Count, fields: Fields, path: FieldPath, isInModal: boolean): Component[] {
  const at = [...path, 'components'];
  const list = count.form.list(fields, at, { min: 1, max: 5 }) ?? [];
  const children = list.map((one, index) => read(count, one, [...at, index], isInModal ? [kinds.textInput] : inRow));
  if (children.length > 1 && children.some((one) => one.type !== kinds.button)) {
    count.form.fail(at, 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'The specified components exceed the maximum width');
  }
  return children;
}

function checkButton(form: Form, fields: Fields, path: FieldPath): void {
  form.choice(fields, [...path, 'style'], [1, 2, 3, 4, 5, 6]);
  const label = form.text(fields, [...path, 'label'], { max: 80 });
  if (label === undefined && !isFields(fields['emoji'])) {
    form.fail(path, 'BUTTON_COMPONENT_INVALID', 'A button must have a label or emoji');
  }
  if (fields['style'] === linkStyle) form.requiredText(fields, [...path, 'url'], { max: 512 });
}

function readTextMenu(form: Form, component: Component, path: FieldPath): Component {
  const at = [...path, 'options'];
  const options = form.list(component, at, { min: 1, max: 25 }) ?? [];
  options.forEach((one, index) => {
    const option = form.object(one, [...at, index]);
    form.requiredText(option, [...at, index, 'label'], { max: 100 });
    form.requiredText(option, [...at, index, 'value'], { max: 100 });
    form.text(option, [...at, index, 'description'], { max: 100 });
  });
  const values = options.map((option) => (isFields(option) ? option['value'] : undefined));
  values.forEach((value, index) => {
    if (value !== undefined && values.indexOf(value) < index) {
      form.fail(
        [...at, index, 'value'],
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'The specified option value is already used',
      );
    }
  });
  form.text(component, [...path, 'placeholder'], { max: 150 });
  form.flag(component, [...path, 'required']);
  checkChoices(form, component, path, options.length);
  return withSelectDefaults(component);
}

/** How many may be chosen: https://docs.discord.com/developers/components/reference#string-select-string-select-structure */
function checkChoices(form: Form, component: Component, path: FieldPath, offered: number): void {
  const min = form.integer(component, [...path, 'min_values'], { min: 0, max: 25 }) ?? 1;
  const max = form.integer(component, [...path, 'max_values'], { min: 1, max: 25 }) ?? 1;
  if (max > offered) {
    const message = `Must be less than or equal to the number of options, ${offered}.`;
    form.fail([...path, 'max_values'], 'NUMBER_TYPE_MAX', message);
  }
  if (min > max)
    form.fail([...path, 'min_values'], 'NUMBER_TYPE_MAX', `Must be less than or equal to max_values, ${max}.`);
}

function withSelectDefaults(component: Component): Component {
  return { ...component, min_values: component.min_values ?? 1, max_values: component.max_values ?? 1 };
}

function checkTextInput(form: Form, fields: Fields, path: FieldPath): void {
  form.choice(fields, [...path, 'style'], [1, 2]);
  form.text(fields, [...path, 'label'], { max: 45 });
  form.text(fields, [...path, 'placeholder'], { max: 100 });
  form.text(fields, [...path, 'value'], { max: 4000 });
  form.flag(fields, [...path, 'required']);
  const min = form.integer(fields, [...path, 'min_length'], { min: 0, max: 4000 }) ?? 0;
  const max = form.integer(fields, [...path, 'max_length'], { min: 1, max: 4000 }) ?? 4000;
  if (min > max) form.fail([...path, 'min_length'], 'NUMBER_TYPE_MAX', 'The minimum is above the maximum.');
}

/** https://docs.discord.com/developers/components/reference#file-upload */
function checkUpload(form: Form, fields: Fields, path: FieldPath): void {
  form.flag(fields, [...path, 'required']);
  const min = form.integer(fields, [...path, 'min_values'], { min: 0, max: 10 }) ?? 1;
  const max = form.integer(fields, [...path, 'max_values'], { min: 1, max: 10 }) ?? 1;
  if (min > max) {
    form.fail([...path, 'min_values'], 'NUMBER_TYPE_MAX', `Must be less than or equal to max_values, ${max}.`);
  }
}

function readSection(count: Count, component: Component, path: FieldPath): Component {
  const at = [...path, 'components'];
  const texts = count.form.list(component, at, { min: 1, max: 3 }) ?? [];
  return {
    ...component,
    components: texts.map((one, index) => read(count, one, [...at, index], [kinds.textDisplay])),
    accessory: read(count, component.accessory, [...path, 'accessory'], [kinds.button, kinds.thumbnail]),
  };
}

function readContainer(count: Count, component: Component, path: FieldPath): Component {
  const at = [...path, 'components'];
  const list = count.form.list(component, at, { min: 1 }) ?? [];
  return {
    ...component,
    accent_color: component.accent_color ?? null,
    spoiler: component.spoiler ?? false,
    components: list.map((one, index) => read(count, one, [...at, index], inContainer)),
  };
}

/** Numbers those components that bring no ID, from 1, as Discord does. */
function withIds(components: Component[]): Component[] {
  let last = 0;
  const number = (component: Component): void => {
    component.id = component.id !== undefined && component.id > 0 ? component.id : (last += 1);
    for (const child of component.components ?? []) number(child);
    if (component.accessory !== undefined) number(component.accessory);
    if (component.component !== undefined) number(component.component);
  };
  components.forEach(number);
  return components;
}
