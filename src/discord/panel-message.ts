import { ButtonStyle, ComponentType, MessageFlags } from 'discord.js';
import { say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import type { PanelRules, ShowPanel } from '../ticket/panel.ts';
import { customId } from './custom-ids.ts';
import { toEmoji } from './emoji.ts';
import { pingNobody } from './pinging.ts';
import type { MessageBody } from './statements.ts';

const styles = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  success: ButtonStyle.Success,
  danger: ButtonStyle.Danger,
} as const satisfies Record<PanelRules['button']['style'], ButtonStyle>;

/** A panel as Discord takes it. */
export function panelMessage({ panel, shows }: ShowPanel): MessageBody {
  const { server, color, image, button } = shows;
  const language = shows.language as Language;
  const title = (shows.title ?? say(language, 'panel.title', { server })).replaceAll(/\s*\n\s*/g, ' ');
  const texts = [`## ${title}`, shows.description ?? say(language, 'panel.description', { server })];
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [
      {
        type: ComponentType.Container,
        ...(color === null ? {} : { accent_color: color }),
        components: [
          ...texts.map((text) => ({ type: ComponentType.TextDisplay, content: text })),
          ...(image === null ? [] : [{ type: ComponentType.MediaGallery, items: [{ media: { url: image } }] }]),
          {
            type: ComponentType.ActionRow,
            components: [
              {
                type: ComponentType.Button,
                style: styles[button.style],
                label: button.label ?? say(language, 'panel.button'),
                custom_id: customId('panel', panel.serverId, panel.id),
                ...(button.emoji === null ? {} : { emoji: toEmoji(button.emoji) }),
              },
            ],
          },
        ],
      },
    ],
    allowed_mentions: pingNobody,
  };
}
