/** What this program uses of JSON Schema. */
export interface Schema {
  type: string | readonly string[];
  description?: string;
  default?: unknown;
  enum?: readonly unknown[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  maxProperties?: number;
  properties?: Readonly<Record<string, Schema>>;
  items?: Schema;
  template?: readonly string[];
  duration?: boolean;
  slug?: boolean;
}

// More values than that are no sentence any more.
const MOST_VALUES_NAMED = 12;

/** Says in words what a schema allows, to follow "must be". */
export function describeAllowed(schema: Schema): string {
  if (schema.enum !== undefined) return describeValues(schema.enum, schema.default);
  if (schema.pattern !== undefined) return 'a Discord ID (17 to 20 digits)';
  if (schema.slug === true)
    return 'lower-case letters a–z and numbers, with `-` between words, such as `buying-things`';
  if (schema.maxProperties !== undefined) return schema.description ?? 'a mapping';
  if (schema.duration === true) {
    return `a time such as \`${typeof schema.default === 'string' ? schema.default : '3d'}\` or \`1h 30m\``;
  }
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
  if (types.includes('object')) return `a mapping with the keys ${listWords(Object.keys(schema.properties ?? {}))}`;
  if (types.includes('integer')) return `a whole number from ${schema.minimum} to ${schema.maximum}`;
  if (types.includes('array')) return 'a list (one `- …` per line)';
  if (types.includes('boolean')) return 'true or false';
  return `a text${describeLength(schema)}`;
}

/** `a`, `b` and `c`, for a sentence. */
export function listWords(words: readonly string[], last = 'and'): string {
  const quoted = words.map((word) => `\`${word}\``);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} ${last} ${quoted.at(-1) ?? ''}`;
}

function describeValues(values: readonly unknown[], example: unknown): string {
  const words = values.filter((value) => value !== null).map(String);
  if (words.length <= MOST_VALUES_NAMED) return listWords(words, 'or');
  return `one of the ${words.length} names that \`supportmail config schema\` lists, such as \`${String(example)}\``;
}

function describeLength({ minLength = 0, maxLength }: Schema): string {
  if (maxLength === undefined) return minLength > 0 ? ' that isn’t empty' : '';
  return minLength > 0 ? ` of ${minLength} to ${maxLength} characters` : ` of at most ${maxLength} characters`;
}
