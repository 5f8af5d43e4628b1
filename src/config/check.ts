import { Ajv } from 'ajv';
import type { ErrorObject, KeywordDefinition, ValidateFunction } from 'ajv';
import { parseDuration } from '../lib/duration.ts';
import { parseTemplate } from '../lib/template.ts';
import { suggest } from '../lib/suggest.ts';
import { describeAllowed, listWords } from './describe.ts';
import type { Schema } from './describe.ts';
import type { Place } from './parse.ts';
import { pointerTo, quote } from './problems.ts';
import type { Problem } from './problems.ts';
import { isSlug } from './slug.ts';
import { configSchema } from './schema.ts';
import type { Config } from './schema.ts';

// `template: [names]` in the schema: the text may hold these placeholders. Checked here, so that a key only has to say it.
const templateKeyword: KeywordDefinition = {
  keyword: 'template',
  type: 'string',
  metaSchema: { type: 'array', items: { type: 'string' } },
  validate: (names: readonly string[], text: string) => templateMistake(text, names) === null,
};

// `duration: true`: the text is a time-string.
const durationKeyword: KeywordDefinition = {
  keyword: 'duration',
  type: 'string',
  metaSchema: { const: true },
  validate: (_: boolean, text: string) => parseDuration(text).ok,
};

// `slug: true`: something is known by it, here and in Discord.
const slugKeyword: KeywordDefinition = {
  keyword: 'slug',
  type: 'string',
  metaSchema: { const: true },
  validate: (_: boolean, text: string) => isSlug(text),
};

const ajv = new Ajv({ allErrors: true, useDefaults: true, allowUnionTypes: true, verbose: true });
ajv.addKeyword(templateKeyword);
ajv.addKeyword(durationKeyword);
ajv.addKeyword(slugKeyword);
const validate = ajv.compile<Config>(configSchema);

const parts = new Map<Schema, ValidateFunction>();

/** What a part of the schema says against a value that is given without a file; empty: nothing. */
export function complaintsAbout(value: unknown, part: Schema): readonly ErrorObject[] {
  const check = parts.get(part) ?? compilePart(part);
  parts.set(part, check);
  return check(value) ? [] : (check.errors ?? []);
}

/** By itself a value has no default: there is nothing that it could be missing from. */
function compilePart(part: Schema): ValidateFunction {
  return ajv.compile({ ...part, default: undefined });
}

export type Checked = { ok: true; config: Config } | { ok: false; problems: Problem[] };

/** Checks a value against the schema and fills in the defaults, in place. */
export function checkAgainstSchema(value: unknown, places: ReadonlyMap<string, Place>): Checked {
  dropEmptySections(value, configSchema as unknown as Schema);
  if (validate(value)) return { ok: true, config: value };
  const problems = new Map<string, Problem>();
  for (const error of validate.errors ?? []) {
    const problem = errorToProblem(error, places);
    // A value that has the wrong type also fails its limits; the first complaint says it all.
    if (!problems.has(problem.pointer)) problems.set(problem.pointer, problem);
  }
  return { ok: false, problems: [...problems.values()] };
}

// `log:` with nothing but comments below it is a section that was left empty, not a mistake.
function dropEmptySections(value: unknown, schema: Schema): void {
  if (Array.isArray(value) && schema.items !== undefined) {
    for (const item of value) dropEmptySections(item, schema.items);
  }
  if (!isMapping(value)) return;
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    if (!Object.hasOwn(value, key)) continue;
    if (value[key] === null && (inner.type === 'object' || inner.type === 'array')) delete value[key];
    else dropEmptySections(value[key], inner);
  }
}

function errorToProblem(error: ErrorObject, places: ReadonlyMap<string, Place>): Problem {
  const schema = error.parentSchema as Schema;
  const { instancePath, keyword } = error;
  const params = error.params as { missingProperty: string; additionalProperty: string; i: number; j: number };
  switch (keyword) {
    case 'required': {
      const pointer = pointerTo(instancePath, params.missingProperty);
      const missing = schema.properties?.[params.missingProperty];
      return problemAtKey(pointer, places, `is missing; it must be ${missing ? describeAllowed(missing) : 'given'}`);
    }
    case 'additionalProperties': {
      const pointer = pointerTo(instancePath, params.additionalProperty);
      return problemAtKey(pointer, places, unknownKey(params.additionalProperty, Object.keys(schema.properties ?? {})));
    }
    case 'uniqueItems':
      return problemAtValue(
        pointerTo(instancePath, Math.max(params.i, params.j)),
        places,
        'is listed twice; once is allowed',
      );
    default:
      return problemAtValue(instancePath, places, complain(error, schema, places.get(instancePath)));
  }
}

function complain(error: ErrorObject, schema: Schema, place: Place | undefined): string {
  // A token must not be read off the screen, however wrong it is.
  const found =
    error.instancePath === '/discord/token' ? 'something that isn’t shown here' : (place?.written ?? 'nothing');
  const data: unknown = error.data;
  switch (error.keyword) {
    case 'minItems':
      return 'found an empty list, but at least one entry is needed';
    case 'maxItems':
      return `found ${Array.isArray(data) ? data.length : 0} entries, but at most ${schema.maxItems ?? 0} are allowed`;
    case 'maxLength':
      return `found a text of ${String(data).length} characters, but it must be ${describeAllowed(schema)}`;
    case 'template':
      return templateMistake(String(data), schema.template ?? []) ?? '';
    case 'duration':
      return `${durationMistake(String(data), found)}, but it must be ${describeAllowed(schema)}`;
    default:
      return `found ${found}, but it must be ${describeAllowed(schema)}${didYouMean(typeof data === 'string' ? data : '', schema.enum)}`;
  }
}

function unknownKey(key: string, allowed: readonly string[]): string {
  const meant = suggest(key, allowed);
  const end = meant === null ? '' : `; did you mean \`${meant}\`?`;
  return `there is no such key${end} (allowed here: ${listWords(allowed)})`;
}

function didYouMean(found: string, values: Schema['enum'] = []): string {
  const meant = suggest(found, values.filter((value) => value !== null).map(String));
  return meant === null ? '' : `; did you mean \`${meant}\`?`;
}

function templateMistake(text: string, names: readonly string[]): string | null {
  const allowed = `allowed are ${listWords(names.map((name) => `{${name}}`))}; \`{{\` writes a brace`;
  const parsed = parseTemplate(text, names);
  if (parsed.ok)
    return text !== '' && text.trim() === '' ? 'found a text of white space only, but Discord needs more' : null;
  if (parsed.type === 'unclosed') return `found a \`{\` without its \`}\` at ${quote(parsed.rest)}; ${allowed}`;
  const meant = parsed.suggestion === null ? '' : `, did you mean \`{${parsed.suggestion}}\`?`;
  return `found the placeholder ${quote(`{${parsed.placeholder}}`)}, which doesn't exist${meant} (${allowed})`;
}

function durationMistake(text: string, found: string): string {
  const parsed = parseDuration(text);
  if (parsed.ok || parsed.part === '') return `found ${found}`;
  const part = quote(parsed.part);
  switch (parsed.problem) {
    case 'noUnit':
      return `found ${part} without a unit`;
    case 'unknownUnit':
      return `found ${part}, which is no unit of time`;
    case 'negative':
      return `found ${part}, a time before now`;
    case 'tooLong':
      return `found ${part}, which is more than 100 years`;
    default:
      return `found ${part}, which is no time`;
  }
}

function problemAtKey(pointer: string, places: ReadonlyMap<string, Place>, text: string): Problem {
  return { pointer, offset: places.get(pointer)?.keyOffset ?? nearestOffset(pointer, places), text };
}

function problemAtValue(pointer: string, places: ReadonlyMap<string, Place>, text: string): Problem {
  return { pointer, offset: nearestOffset(pointer, places), text };
}

// What is missing is reported where it belongs: at the section that should have it.
function nearestOffset(pointer: string, places: ReadonlyMap<string, Place>): number {
  for (let rest = pointer; rest !== ''; rest = rest.slice(0, rest.lastIndexOf('/'))) {
    const place = places.get(rest);
    if (place !== undefined) return place.offset;
  }
  return places.get('')?.offset ?? 0;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
