import type { SettingBegun, SettingCommand, SettingGiven, SettingsReset } from '../ticket/commands.ts';
import type { SettingForm } from '../ticket/decision.ts';
import type { Setting, SettingInput, SettingProblem } from '../ticket/setting.ts';
import type { ServerId } from '../ticket/ticket.ts';
import { toInvoker } from './command-work.ts';
import type { Reply } from './command-work.ts';
import type { Settings } from './settings.ts';
import type { Work } from './work.ts';

/** Managers saw to the settings of their server. What they set holds from the next decision on. */
export function settingsManaged(work: Work, event: SettingCommand): Reply {
  const settings = work.settingsOf(event.serverId);
  // Discord's side knows the configured servers only.
  if (settings === null) throw new Error(`The server ${event.serverId} isn't configured.`);
  switch (event.type) {
    case 'settingsAsked': {
      const { mayOverride } = settings;
      return toInvoker({ type: 'settingsList', settings: inForce(work, settings, event.serverId), mayOverride });
    }
    case 'settingBegun':
      return begun(work, settings, event);
    case 'settingGiven':
      return given(work, settings, event);
    case 'settingsReset':
      return reset(work, settings, event);
  }
}

function inForce({ store }: Work, settings: Settings, serverId: ServerId): readonly Setting[] {
  return settings.inForce(settings.mayOverride ? store.overrides.all(serverId) : []);
}

/** The setting that is meant and how it is given, or the answer that it can't be. */
function meant(
  work: Work,
  settings: Settings,
  { serverId, name }: SettingBegun | SettingGiven,
): { readonly setting: Setting; readonly input: SettingInput } | Reply {
  const input = settings.inputFor(name);
  const setting = inForce(work, settings, serverId).find((one) => one.name === name);
  if (input === null || setting === undefined) return refused(name, { type: 'unknownSetting' });
  if (!settings.mayOverride) return toInvoker({ type: 'settingsFixed', path: setting.path });
  return { setting, input };
}

function begun(work: Work, settings: Settings, event: SettingBegun): Reply {
  const found = meant(work, settings, event);
  if ('answer' in found) return found;
  const { setting, input } = found;
  if (input.type === 'choice') {
    return refused(event.name, { type: 'notAllowed', typed: null, allowed: input.values });
  }
  const content = event.content ?? String(setting.value ?? '');
  return { answer: { to: 'form', form: formFor(event.name, input, content) }, entryId: null };
}

function given(work: Work, settings: Settings, event: SettingGiven): Reply {
  const { serverId, name, typed, by } = event;
  const found = meant(work, settings, event);
  if ('answer' in found) return found;
  const read = settings.read(name, typed);
  if (!read.ok) {
    const { input } = found;
    return refused(name, read.problem, input.type === 'text' ? formFor(name, input, typed) : null);
  }
  const { value } = read;
  const source = { type: 'override', by: by.id, at: work.now } as const;
  work.store.overrides.save(serverId, { name, value, by: source.by, at: source.at });
  const isIdle = name === 'auto_forward' && value === true && work.rulesOf(serverId)?.readsContent === false;
  return toInvoker({ type: 'settingChanged', setting: { ...found.setting, value, source }, isIdle });
}

/** Also where managers may set nothing any more. */
function reset({ store }: Work, settings: Settings, { serverId, name }: SettingsReset): Reply {
  const taken = store.overrides.all(serverId).filter((one) => name === null || one.name === name);
  for (const one of taken) store.overrides.remove(serverId, one.name);
  const inFile = settings.inForce([]);
  return toInvoker({
    type: 'settingsReset',
    settings: taken.flatMap(({ name: known, value: before }) => {
      const now = inFile.find((one) => one.name === known);
      return now === undefined ? [] : [{ now, before }];
    }),
  });
}

function formFor(
  name: string,
  { longest, isLong }: Extract<SettingInput, { type: 'text' }>,
  content: string,
): SettingForm {
  return { type: 'setting', name, longest, isLong, content };
}

function refused(name: string, problem: SettingProblem, typed: SettingForm | null = null): Reply {
  return toInvoker({ type: 'settingRefused', name, problem, typed });
}
