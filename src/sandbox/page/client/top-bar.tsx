import type { VNode } from 'preact';
import { Icon } from './icons.tsx';
import { usePage } from './page-context.ts';

/** What this page is, in one line, and how the bot is. */
export function TopBar(): VNode {
  const { model } = usePage();
  return (
    <header class="top-bar">
      <div class="brand">
        <span class="brand-mark">
          <Icon name="mail" />
        </span>
        <h1>SupportMail</h1>
      </div>
      <p class="truth">
        <b>Try it out.</b> Discord is simulated on this computer; the bot is the real program.
      </p>
      <BotState connected={model.connected} online={model.frame?.bot.online ?? false} />
    </header>
  );
}

function BotState({ connected, online }: { connected: boolean; online: boolean }): VNode {
  const [state, text] = connected ? (online ? ['on', 'Bot online'] : ['wait', 'Bot offline']) : ['off', 'Demo stopped'];
  return (
    <span class="bot-state" data-state={state} role="status">
      {text}
    </span>
  );
}
