import { ApiError } from '../api-error.ts';
import type { CommandDefinition } from '../world/commands.ts';
import type { CommandOption } from '../world/interaction-nouns.ts';
import { Form, isFields, type FieldPath, type Fields } from './form.ts';

// https://docs.discord.com/developers/interactions/application-commands#application-command-object
const slashName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const maxPerType = { 1: 100, 2: 15, 3: 15 } as const;
const maxCharacters = 8000;
const subcommand = 1;
const subcommandGroup = 2;

/** Reads the list of commands that a bot registers. */
export function readCommands(body: unknown): CommandDefinition[] {
  if (!Array.isArray(body)) throw new ApiError(50109);
  const form = new Form();
  const definitions = body.map((one: unknown, index) => readCommand(form, form.object(one, [index]), [index]));
  checkCounts(form, definitions);
  form.finish();
  return definitions;
}

function checkCounts(form: Form, definitions: readonly CommandDefinition[]): void {
  for (const type of [1, 2, 3] as const) {
    const ofType = definitions.filter((one) => one.type === type);
    if (ofType.length > maxPerType[type]) {
      form.fail([], 'BASE_TYPE_BAD_LENGTH', `Must be between 0 and ${maxPerType[type]} in length.`);
    }
    if (new Set(ofType.map((one) => one.name)).size < ofType.length) {
      form.fail([], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique');
    }
  }
}

function readCommand(form: Form, fields: Fields, path: FieldPath): CommandDefinition {
  const type = (form.choice(fields, [...path, 'type'], [1, 2, 3]) ?? 1) as 1 | 2 | 3;
  const name = readName(form, fields, path, type === 1);
  checkLocalized(form, fields, path);
  const description = type === 1 ? form.requiredText(fields, [...path, 'description'], { min: 1, max: 100 }) : '';
  if (type !== 1) checkMenu(form, fields, path);
  const options = readOptions(form, fields, path);
  if (charactersIn(fields) > maxCharacters) {
    form.fail(path, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${maxCharacters})`);
  }
  return {
    type,
    name,
    description,
    options,
    defaultMemberPermissions: readPermissions(form, fields, path),
    contexts: readContexts(form, fields, path),
    definition: fields,
  };
}

// A menu has its name alone; an empty description is taken (discord-api-docs #3629, #5836).
function checkMenu(form: Form, { description, options }: Fields, path: FieldPath): void {
  if (typeof description === 'string' && description !== '') {
    const message = 'Context menu commands cannot have description';
    form.fail([...path, 'description'], 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID', message);
  }
  // That they have none is documented, the code of the refusal isn't.
  if (Array.isArray(options) && options.length > 0) {
    const message = 'Context menu commands cannot have options';
    form.fail([...path, 'options'], 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID', message);
  }
}

function readName(form: Form, fields: Fields, path: FieldPath, isSlash: boolean): string {
  const name = form.requiredText(fields, [...path, 'name'], { min: 1, max: 32 });
  if (isSlash && (!slashName.test(name) || name !== name.toLowerCase())) {
    form.fail([...path, 'name'], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  }
  return name;
}

// https://docs.discord.com/developers/interactions/application-commands#localization
function checkLocalized(form: Form, fields: Fields, path: FieldPath): void {
  for (const [key, max] of [
    ['name_localizations', 32],
    ['description_localizations', 100],
  ] as const) {
    const localizations = form.object(fields[key], [...path, key]);
    for (const locale of Object.keys(localizations)) {
      form.requiredText(localizations, [...path, key, locale], { min: 1, max });
    }
  }
}

function readPermissions(form: Form, fields: Fields, path: FieldPath): bigint | null {
  const text = form.text(fields, [...path, 'default_member_permissions']);
  return text !== undefined && /^\d+$/.test(text) ? BigInt(text) : null;
}

function readContexts(form: Form, fields: Fields, path: FieldPath): number[] | null {
  const contexts = form.list(fields, [...path, 'contexts']);
  if (contexts !== undefined) return contexts.map(Number);
  // The deprecated way of saying "not in DMs".
  return fields['dm_permission'] === false ? [0] : null;
}

function readOptions(form: Form, fields: Fields, path: FieldPath): CommandOption[] {
  const at = [...path, 'options'];
  const list = form.list(fields, at, { max: 25 }) ?? [];
  const options = list.map((one, index) => readOption(form, form.object(one, [...at, index]), [...at, index]));
  options.forEach((option, index) => {
    const isLate = option.required && options.slice(0, index).some((one) => !one.required);
    if (isLate) {
      const message = 'Required options must be placed before non-required options';
      form.fail([...at, index], 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message);
    }
  });
  if (new Set(options.map((one) => one.name)).size < options.length) {
    form.fail(at, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists');
  }
  return options;
}

function readOption(form: Form, fields: Fields, path: FieldPath): CommandOption {
  const type = form.choice(fields, [...path, 'type'], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) ?? 0;
  const name = readName(form, fields, path, true);
  checkLocalized(form, fields, path);
  const description = form.requiredText(fields, [...path, 'description'], { min: 1, max: 100 });
  const required = form.flag(fields, [...path, 'required']) ?? false;
  if (type === subcommand || type === subcommandGroup) {
    return { ...fields, type, name, description, required, options: readOptions(form, fields, path) };
  }
  checkChoices(form, fields, path);
  return { ...fields, type, name, description, required };
}

function checkChoices(form: Form, fields: Fields, path: FieldPath): void {
  const at = [...path, 'choices'];
  form.list(fields, at, { max: 25 })?.forEach((one, index) => {
    const choice = form.object(one, [...at, index]);
    form.requiredText(choice, [...at, index, 'name'], { min: 1, max: 100 });
    if (typeof choice['value'] === 'string') form.text(choice, [...at, index, 'value'], { max: 100 });
  });
}

// Names, descriptions and values of the command and all within it; of localisations the longest counts.
function charactersIn(fields: Fields): number {
  const own = ['name', 'description', 'value'].map((key) => longest(fields[key], fields[`${key}_localizations`]));
  const inside = [fields['options'], fields['choices']].flatMap((list) => (Array.isArray(list) ? list : []));
  const deeper = inside.filter(isFields).map(charactersIn);
  return [...own, ...deeper].reduce((sum, length) => sum + length, 0);
}

function longest(text: unknown, localised: unknown): number {
  const all = [text, ...(isFields(localised) ? Object.values(localised) : [])];
  return Math.max(...all.map((one) => (typeof one === 'string' ? one.length : 0)));
}
