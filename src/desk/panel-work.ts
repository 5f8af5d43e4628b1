import type { FailureReason } from '../ticket/events.ts';
import { panelContent } from '../ticket/panel.ts';
import type { Panel, PanelCommanded, PanelStatement, ShowPanel } from '../ticket/panel.ts';
import type { Rules } from '../ticket/rules.ts';
import type { MessageId, UserId } from '../ticket/ticket.ts';
import { toInvoker } from './command-work.ts';
import type { Reply } from './command-work.ts';
import type { Entry } from './ports.ts';
import { queue } from './queueing.ts';
import type { Work } from './work.ts';

const nobodys = { id: null, userId: '' as UserId, postId: null };

/** Managers want a panel in a channel, or one that stands there changed. */
export function panelCommanded(work: Work, event: PanelCommanded): Reply {
  const { serverId, id, to, answerTo, guildId } = event;
  const rules = work.rulesOf(serverId);
  // Discord's side knows the configured servers only.
  if (rules === null) throw new Error(`The server ${serverId} isn't configured.`);
  if (to === null) return toInvoker({ type: 'panelNowhere' });
  const panel =
    'channelId' in to ? { id, serverId, channelId: to.channelId, messageId: null } : known(work, to.messageId, rules);
  if (panel === null) return toInvoker({ type: 'noPanelThere' });
  show(work, panel, rules, { answerTo, guildId });
  return { answer: { to: 'later' }, entryId: null };
}

function known({ store }: Work, messageId: MessageId, { serverId }: Rules): Panel | null {
  const panel = store.panels.ofMessage(messageId);
  return panel?.serverId === serverId ? panel : null;
}

/** What is wanted is kept before it is sent. */
function show(work: Work, panel: Panel, rules: Rules, wish: ShowPanel['wish']): void {
  const shows = panelContent(rules);
  work.store.panels.save(panel, JSON.stringify(shows));
  queue([{ effect: { type: 'showPanel', panel, shows, wish } }], { ...work, owner: nobodys });
}

/** Panels that show something else than the configuration says by now are changed. */
export function renewPanels(work: Work): void {
  for (const serverId of work.servers()) {
    const rules = work.isReachable(serverId) ? work.rulesOf(serverId) : null;
    for (const panel of rules === null ? [] : work.store.panels.of(serverId)) renew(work, panel, rules);
  }
}

function renew(work: Work, panel: Panel, rules: Rules | null): void {
  // What isn't sent yet is seen to when it is.
  if (rules === null || panel.messageId === null) return;
  if (work.store.panels.shows(panel.id) !== JSON.stringify(panelContent(rules))) show(work, panel, rules, null);
}

/** A panel stands as it was wanted; without a message it was deleted as soon as it stood. */
export function panelShown(work: Work, { effect }: Entry, messageId: MessageId | null): void {
  if (effect.type !== 'showPanel') return;
  const { panel, shows, wish } = effect;
  if (messageId === null) return forget(work, effect);
  const standing = { ...panel, messageId };
  work.store.panels.save(standing, JSON.stringify(shows));
  const url = `https://discord.com/channels/${wish?.guildId}/${panel.channelId}/${messageId}`;
  answer(work, effect, { type: 'panelStands', url, isNew: panel.messageId === null });
  renew(work, standing, work.rulesOf(panel.serverId));
}

/** A panel could not be sent, or changed: one that is gone is forgotten. */
export function panelFailed(work: Work, { effect }: Entry, reason: FailureReason): void {
  if (effect.type !== 'showPanel') return;
  const { panel } = effect;
  if (reason === 'gone' && panel.messageId !== null) return forget(work, effect);
  const told = reason === 'forbidden' || reason === 'gone' ? reason : 'other';
  answer(work, effect, { type: 'panelNotShown', channelId: panel.channelId, reason: told });
  if (panel.messageId === null) work.store.panels.remove(panel.id);
  // The next start, or the next configuration, tries again.
  else work.store.panels.save(panel, '');
}

function forget(work: Work, effect: ShowPanel): void {
  work.store.panels.remove(effect.panel.id);
  answer(work, effect, { type: 'noPanelThere' });
}

function answer(work: Work, { wish }: ShowPanel, statement: PanelStatement): void {
  if (wish === null) return;
  const { answerTo } = wish;
  queue([{ effect: { type: 'answerLater', answerTo, statement } }], { ...work, owner: nobodys });
}

/** Whoever presses the button of a panel that nobody knows of shows that it is there: a database that was restored forgot it. */
export function panelSeen({ store }: Work, panel: Panel): void {
  const isKnown = store.panels.ofMessage(panel.messageId ?? '') !== null || store.panels.shows(panel.id) !== null;
  if (!isKnown) store.panels.save(panel, '');
}
