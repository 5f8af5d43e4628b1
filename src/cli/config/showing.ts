import { existsSync } from 'node:fs';
import { effectiveValues } from '../../config/effective.ts';
import type { EffectiveValue } from '../../config/effective.ts';
import type { LoadedConfig } from '../../config/load.ts';
import { isTaken, valueInFile } from '../../config/overridable.ts';
import type { Override } from '../../ticket/setting.ts';
import type { ServerId } from '../../ticket/ticket.ts';
import { onStore } from '../on-database.ts';
import { createPaint, instant } from '../output.ts';
import type { CliIo } from '../output.ts';

/** A value that is in force; of one that a manager set, who did and when. */
export type ValueInForce =
  | EffectiveValue
  | {
      readonly key: string;
      readonly value: unknown;
      readonly source: 'override';
      readonly by: string;
      readonly at: string;
    };

/** Every value of the configuration, with what managers set in its place. */
export function valuesInForce(loaded: LoadedConfig): readonly ValueInForce[] {
  const overrides = new Map(overridesByKey(loaded));
  return effectiveValues(loaded).map((inFile): ValueInForce => {
    const override = overrides.get(inFile.key);
    if (override === undefined) return inFile;
    const { value, by, at } = override;
    return { key: inFile.key, value, source: 'override', by, at: new Date(at).toISOString() };
  });
}

/** A bot that never ran has no database. */
function overridesByKey(loaded: LoadedConfig): readonly (readonly [string, Override])[] {
  const { database, servers } = loaded.config;
  if (!existsSync(database)) return [];
  return onStore(database, ({ overrides }) =>
    servers.flatMap(({ id, managers }, index) =>
      (managers.may_override ? overrides.all(id as ServerId) : []).flatMap((override) =>
        isTaken(override) ? [[valueInFile(loaded, index, override.name).path, override] as const] : [],
      ),
    ),
  );
}

/** Prints them. */
export function showValues(values: readonly ValueInForce[], isJson: boolean, io: CliIo): void {
  if (isJson) {
    io.stdout.write(`${JSON.stringify(values, null, 2)}\n`);
    return;
  }
  const paint = createPaint(io.stdout, io.env);
  const keyWidth = Math.max(...values.map(({ key }) => key.length));
  const sourceWidth = Math.max(...values.map(({ source }) => source.length));
  for (const one of values) {
    const line = `${one.key.padEnd(keyWidth)}  ${one.source.padEnd(sourceWidth)}  ${showValue(one.value)}`;
    io.stdout.write(`${one.source === 'default' ? paint('dim', line) : line}${setBy(one)}\n`);
  }
}

function setBy(one: ValueInForce): string {
  return one.source === 'override' ? `  (set by user ${one.by}, ${instant(Date.parse(one.at))})` : '';
}

/** On one line. */
export function showValue(value: unknown): string {
  if (value === null) return 'none';
  return typeof value === 'string' && value !== '' ? value.replaceAll('\n', '⏎') : JSON.stringify(value);
}
