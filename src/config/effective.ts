import type { Schema } from './describe.ts';
import type { LoadedConfig } from './load.ts';
import type { Place } from './parse.ts';
import { pointerTo, pointerToPath } from './problems.ts';
import { configSchema } from './schema.ts';

export type ValueSource = 'default' | 'file' | 'environment' | 'token file';

/** One value of the configuration, and where it comes from. */
export interface EffectiveValue {
  key: string;
  value: unknown;
  source: ValueSource;
}

/** Lists every value of the configuration with its source. The token is only said to be set. */
export function effectiveValues({ config, places }: Pick<LoadedConfig, 'config' | 'places'>): EffectiveValue[] {
  const all = leaves(config, configSchema as unknown as Schema, '');
  return all
    .filter(({ pointer }) => places.has(pointer) || !isInEntry(pointer))
    .map(({ pointer, value }) => {
      const key = pointerToPath(pointer);
      if (pointer !== '/discord/token' || value === null) return { key, value, source: sourceOf(pointer, places) };
      const elsewhere = config.discord.token_file === null ? 'environment' : 'token file';
      return { key, value: '(set)', source: places.has(pointer) ? sourceOf(pointer, places) : elsewhere };
    });
}

// Of what stands in a list, such as the fields of a form, only what was written: the rest says nothing there.
function isInEntry(pointer: string): boolean {
  return /^\/servers\/\d+\/.*\/\d+\//.test(pointer);
}

/** Where a value comes from that isn't the token. */
export function sourceOf(pointer: string, places: ReadonlyMap<string, Place>): Exclude<ValueSource, 'token file'> {
  const place = places.get(pointer);
  if (place === undefined) return 'default';
  return place.fromEnvironment ? 'environment' : 'file';
}

// In the schema's order, whatever the order of the file.
function leaves(value: unknown, schema: Schema | undefined, pointer: string): { pointer: string; value: unknown }[] {
  if (Array.isArray(value) && value.some((item) => typeof item === 'object')) {
    return value.flatMap((item, index) => leaves(item, schema?.items, pointerTo(pointer, index)));
  }
  const properties = Object.entries(schema?.properties ?? {});
  if (properties.length === 0 || typeof value !== 'object' || value === null) return [{ pointer, value }];
  const values = value as Record<string, unknown>;
  return properties
    .filter(([key]) => Object.hasOwn(values, key))
    .flatMap(([key, inner]) => leaves(values[key], inner, pointerTo(pointer, key)));
}
