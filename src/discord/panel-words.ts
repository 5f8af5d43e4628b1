import { say } from '../texts/texts.ts';
import type { Language, TextKey } from '../texts/texts.ts';
import type { PanelStatement } from '../ticket/panel.ts';

const whyNot = {
  forbidden: 'panel.forbidden',
  gone: 'panel.channelGone',
  other: 'panel.refused',
} as const satisfies Record<string, TextKey>;

/** What is said to managers about panels. */
export function panelWords(statement: PanelStatement, language: Language): string {
  switch (statement.type) {
    case 'panelStands':
      return say(language, statement.isNew ? 'panel.stands' : 'panel.changed', { url: statement.url });
    case 'panelNotShown':
      return say(language, whyNot[statement.reason], { channel: `<#${statement.channelId}>` });
    case 'noPanelThere':
      return say(language, 'panel.notThere');
    case 'panelNowhere':
      return say(language, 'panel.nowhere');
  }
}
