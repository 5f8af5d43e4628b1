import { say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import { plainLine } from '../ticket/plain-line.ts';
import type { Setting, SettingProblem, SettingValue } from '../ticket/setting.ts';
import type { SettingStatement } from '../ticket/setting-statement.ts';
import { placeholderWords } from './placeholder-words.ts';
import { asTyped } from './shown-back.ts';
import { paragraphs, times } from './wording.ts';

/** So much of a text shows in a line. */
const excerptLength = 60;
/** Of what was set and is taken back, so much is shown again: all of one text, the beginning of several. */
const longestBefore = { one: 2000, several: 1200 };

/** What a statement about settings says, a paragraph each. */
export function settingWords(statement: SettingStatement, language: Language): readonly string[] {
  switch (statement.type) {
    case 'settingsList':
      return [
        say(language, statement.mayOverride ? 'setting.list' : 'setting.fixedList'),
        statement.settings.map((setting) => lineOf(setting, language)).join('\n'),
        say(language, 'setting.elsewhere'),
      ];
    case 'settingChanged': {
      const { name, value } = statement.setting;
      return paragraphs(
        say(language, 'setting.changed', { name: coded(name), value: valueWords(value, language) }),
        statement.isIdle ? say(language, 'setting.isIdle') : null,
      );
    }
    case 'settingRefused': {
      const { name, problem, typed } = statement;
      const shownBack = typed === null ? [] : [say(language, 'snippet.notKept'), asTyped(typed.content)];
      return [problemWords(name, problem, language), ...shownBack];
    }
    case 'settingsFixed':
      return [say(language, 'setting.fixed', { path: coded(statement.path) })];
    case 'settingsReset':
      return resetWords(statement.settings, language);
  }
}

function problemWords(name: string, problem: SettingProblem, language: Language): string {
  switch (problem.type) {
    case 'unknownSetting':
      return say(language, 'setting.unknown', { name: plainLine(name) });
    case 'notAllowed': {
      const { typed } = problem;
      const values = { name: coded(name), allowed: problem.allowed.map(coded).join(', ') };
      return typed === null
        ? say(language, 'setting.noValue', values)
        : say(language, 'setting.notAllowed', { ...values, typed: plainLine(typed) });
    }
    case 'tooLong':
      return say(language, 'setting.tooLong', { name: coded(name), length: problem.length, longest: problem.longest });
    case 'unclosedBrace':
    case 'unknownPlaceholder':
      return placeholderWords(problem, language);
  }
}

function lineOf(setting: Setting, language: Language): string {
  return `- ${coded(setting.name)}: ${valueWords(setting.value, language)} · ${sourceWords(setting, language)}`;
}

function sourceWords({ source }: Setting, language: Language): string {
  switch (source.type) {
    case 'default':
      return say(language, 'setting.byDefault');
    case 'file':
      return say(language, 'setting.byFile');
    case 'environment':
      return say(language, 'setting.byEnvironment');
    case 'override':
      return say(language, 'setting.bySomebody', { by: `<@${source.by}>`, at: times(source.at).in });
  }
}

/** What was typed isn't lost by taking it back. */
function resetWords(
  settings: Extract<SettingStatement, { type: 'settingsReset' }>['settings'],
  language: Language,
): readonly string[] {
  if (settings.length === 0) return [say(language, 'setting.nothingToReset')];
  const longest = settings.length === 1 ? longestBefore.one : longestBefore.several;
  const texts = settings.flatMap(({ now, before }) =>
    typeof before === 'string' && now.isText
      ? [say(language, 'setting.before', { name: coded(now.name) }), asTyped(before.slice(0, longest))]
      : [],
  );
  return [say(language, 'setting.reset'), settings.map(({ now }) => lineOf(now, language)).join('\n'), ...texts];
}

function valueWords(value: SettingValue, language: Language): string {
  if (value === null || value === '') return say(language, 'setting.empty');
  const text = Array.from(String(value));
  const shown = plainLine(text.slice(0, excerptLength).join(''));
  return `**${shown}${text.length > excerptLength ? '…' : ''}**`;
}

function coded(word: string): string {
  return `\`${word}\``;
}
