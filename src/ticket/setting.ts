import type { UserId } from './ticket.ts';

/** What managers may set in place of the configuration file, by the names under which they do. */
export const settingNames = [
  'auto_forward',
  'anonymous_replies',
  'anonymous_tickets',
  'staff_alias',
  'creation_message',
  'close_message',
  'feedback.enabled',
  'receipts',
] as const;

export type SettingName = (typeof settingNames)[number];

/** What a setting says; `null`: nothing, where it may. */
export type SettingValue = boolean | string | null;

/** What managers set, kept in place of what the file says. `name`: another version may know others. */
export interface Override {
  readonly name: string;
  readonly value: SettingValue;
  readonly by: UserId;
  /** In epoch ms. */
  readonly at: number;
}

/** A setting as it is in force, and where that comes from. */
export interface Setting {
  readonly name: SettingName;
  /** Where it stands in the configuration file. */
  readonly path: string;
  /** It is a text that people write, and no choice. */
  readonly isText: boolean;
  readonly value: SettingValue;
  readonly source:
    | { readonly type: 'default' | 'file' | 'environment' }
    | ({ readonly type: 'override' } & Pick<Override, 'by' | 'at'>);
}

/** How a setting is given: it is one of a few words, or a text, for which a form can ask. */
export type SettingInput =
  | { readonly type: 'choice'; readonly values: readonly string[] }
  /** `isLong`: it may have several lines. */
  | { readonly type: 'text'; readonly longest: number; readonly isLong: boolean };

/** Why a value isn't taken. */
export type SettingProblem =
  | { readonly type: 'unknownSetting' }
  /** `typed`: `null`: nothing was. */
  | { readonly type: 'notAllowed'; readonly typed: string | null; readonly allowed: readonly string[] }
  | { readonly type: 'tooLong'; readonly length: number; readonly longest: number }
  | { readonly type: 'unclosedBrace'; readonly rest: string; readonly placeholders: readonly string[] }
  | {
      readonly type: 'unknownPlaceholder';
      readonly placeholder: string;
      readonly suggestion: string | null;
      readonly placeholders: readonly string[];
    };
