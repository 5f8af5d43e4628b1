import type { Command } from 'commander';
import { isOverridable, overridableNames, valueInFile } from '../../config/overridable.ts';
import { OperatorError } from '../../lib/errors.ts';
import { suggest } from '../../lib/suggest.ts';
import type { Override } from '../../ticket/setting.ts';
import { onDatabase } from '../on-database.ts';
import type { Ground } from '../on-database.ts';
import { done, instant } from '../output.ts';
import type { CliIo } from '../output.ts';
import { showValue } from './showing.ts';

/** `config reset`. What is taken back is printed, so that no text is lost. */
export function reset(command: Command, io: CliIo, key: string | undefined): void {
  const name = key === undefined ? null : nameOf(key);
  onDatabase(command, io, (ground) => {
    const { store, serverId } = ground;
    const taken = store.transaction(() => {
      const overrides = store.overrides.all(serverId).filter((one) => name === null || one.name === name);
      for (const override of overrides) store.overrides.remove(serverId, override.name);
      return overrides;
    });
    if (taken.length === 0 && name !== null) {
      throw new OperatorError('config.notOverridden', `No manager has set ${name}: the file holds already.`, {
        exitCode: 3,
      });
    }
    if (taken.length === 0) done(io, 'No manager has set anything: the file holds already.');
    for (const override of taken) done(io, sentence(override, ground));
  });
}

/** As `config show` writes it, or shorter. */
function nameOf(key: string): string {
  const name = key.replace(/^servers\[\d+\]\./, '').replace(/^tickets\./, '');
  if (isOverridable(name)) return name;
  const meant = suggest(name, overridableNames);
  throw new OperatorError('config.notOverridable', `${key} is nothing that managers can set.`, {
    hint: meant === null ? `They can set ${overridableNames.join(', ')}.` : `Did you mean ${meant}?`,
    exitCode: 2,
  });
}

function sentence({ name, value, by, at }: Override, { loaded, serverId }: Ground): string {
  const was = `it was ${showValue(value)}, set by user ${by}, ${instant(at)}`;
  const index = loaded.config.servers.findIndex(({ id }) => id === serverId);
  if (!isOverridable(name)) return `${name} is taken back (${was}).`;
  return `${name} is ${showValue(valueInFile(loaded, index, name).value)} again (${was}).`;
}
