import type { SettingForm } from './decision.ts';
import type { Setting, SettingProblem, SettingValue } from './setting.ts';

/** What the bot says about settings, all of it to whoever used a command. */
export type SettingStatement =
  /** `mayOverride`: managers may change them. */
  | { readonly type: 'settingsList'; readonly settings: readonly Setting[]; readonly mayOverride: boolean }
  /** `isIdle`: Discord keeps back what staff write, so that it isn't forwarded whatever is set. */
  | { readonly type: 'settingChanged'; readonly setting: Setting; readonly isIdle: boolean }
  /** `typed`: what was typed into the form, so that it isn't lost. */
  | {
      readonly type: 'settingRefused';
      readonly name: string;
      readonly problem: SettingProblem;
      readonly typed: SettingForm | null;
    }
  /** Only the file says. */
  | { readonly type: 'settingsFixed'; readonly path: string }
  /** What holds again, and what managers had set in its place. */
  | {
      readonly type: 'settingsReset';
      readonly settings: readonly { readonly now: Setting; readonly before: SettingValue }[];
    };
