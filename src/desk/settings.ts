import type { Override, Setting, SettingInput, SettingProblem, SettingValue } from '../ticket/setting.ts';

/** What managers may set in a server in place of the configuration file, and what that says. */
export interface Settings {
  /** Whether they may at all. If not, what was set before has no effect. */
  readonly mayOverride: boolean;
  /** All of them as they are with these in place of the file; those that mean nothing (any more) are left out. */
  inForce(overrides: readonly Override[]): readonly Setting[];
  /** How one is given; `null`: there is no such setting. */
  inputFor(name: string): SettingInput | null;
  /** The value that somebody typed, or why it can't be one. */
  read(
    name: string,
    typed: string,
  ): { readonly ok: true; readonly value: SettingValue } | { readonly ok: false; readonly problem: SettingProblem };
}
