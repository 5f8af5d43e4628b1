import type { Schema } from './describe.ts';
import { configSchema } from './schema.ts';

const REFERENCE = { type: 'string', pattern: '\\$\\{' };

/** The configuration's JSON Schema for editors, which see `${NAME}` where the program sees what it stands for. */
export function editorSchema(): object {
  const root = withReferences(configSchema as unknown as Schema);
  return { $schema: 'http://json-schema.org/draft-07/schema#', title: 'SupportMail configuration', ...root };
}

function withReferences(schema: Schema): object {
  const { description, default: fallback, ...rules } = schema;
  const notes = {
    ...(description !== undefined && { description }),
    ...(fallback !== undefined && { default: fallback }),
  };
  if (schema.enum !== undefined || schema.pattern !== undefined) return { ...notes, anyOf: [rules, REFERENCE] };
  const inner: { items?: object; properties?: object } = {};
  if (schema.items !== undefined) inner.items = withReferences(schema.items);
  if (schema.properties !== undefined) {
    const entries = Object.entries(schema.properties).map(([key, value]) => [key, withReferences(value)]);
    inner.properties = Object.fromEntries(entries) as object;
  }
  return { ...schema, ...inner };
}
