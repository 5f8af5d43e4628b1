import { beforeEach, expect, test } from 'vitest';
import type { PanelCommanded } from '../../src/ticket/panel.ts';
import type { Rules } from '../../src/ticket/rules.ts';
import type { ChannelId, MessageId, ServerId } from '../../src/ticket/ticket.ts';
import { createOffice, person, rulesWith, serverId } from '../support/desk.ts';
import type { Fuse, Incarnation, Office } from '../support/desk.ts';

const alex = person('Alex');
const contact = '777' as ChannelId;

let office: Office;
let bot: Incarnation;
let rules: Rules;
let reachable: boolean;
let uses: number;

beforeEach(begin);

function begin(): void {
  office = createOffice();
  uses = 0;
  reachable = true;
  says('At any time');
  live();
}

/** A process begins, after whichever ran before. */
function live(fuse?: Fuse): void {
  office.clock.clear();
  bot = office.open(fuse, { rulesOf: (id) => (id === serverId ? rules : null), isReachable: () => reachable });
  bot.delivery.start();
}

/** What the configuration says. */
function says(description: string): void {
  const { panel } = rulesWith();
  rules = rulesWith({ panel: { ...panel, description: [description] } });
}

function wanted(to: PanelCommanded['to'] = { channelId: contact }): { key: string } & PanelCommanded {
  uses += 1;
  // Made by Discord, as a message is.
  const id = office.discord.write('elsewhere', 'a command');
  return {
    key: `interaction:panel${uses}`,
    type: 'panelCommanded',
    serverId,
    channelId: contact,
    by: alex,
    id,
    to,
    guildId: '900',
    answerTo: { interactionId: String(uses), applicationId: '2', token: 'secret', language: 'en' },
  };
}
const want = async (to?: PanelCommanded['to']) => {
  const reply = bot.desk.handle(wanted(to));
  await office.settle(bot);
  return reply?.answer;
};
const renew = async () => {
  bot.desk.renewPanels();
  await office.settle(bot);
};
const shown = (): string[] => office.discord.channel(contact).map((message) => message.says);
const standing = (): MessageId => office.discord.channel(contact)[0]?.id as MessageId;

test('is sent once, and changed once, whichever step the process is killed at', async () => {
  for (let dead = 1; dead < 80; dead += 1) {
    begin();
    let steps = 0;
    const fuse: Fuse = { burn: () => (steps += 1) >= dead };
    const event = wanted();
    try {
      live(fuse);
      bot.desk.handle(event);
      await office.settle(bot);
      says('On weekdays');
      bot.desk.renewPanels();
      await office.settle(bot);
    } catch {
      // Killed.
    }
    const wasKilled = steps >= dead;
    live();
    bot.desk.handle(event);
    await office.settle(bot);
    says('On weekdays');
    await renew();
    expect(shown()).toEqual(['[panel On weekdays]']);
    expect(bot.store.panels.of(serverId).map(({ messageId }) => messageId)).toEqual([standing()]);
    if (!wasKilled) return;
  }
  throw new Error('The process never came to its end.');
});

test('is looked for where a restored database doesn’t know that it was sent', async () => {
  bot.desk.handle(wanted());
  const backup = office.backUp();
  await office.settle(bot);
  office.restore(backup);
  live();
  await office.settle(bot);
  expect(shown()).toEqual(['[panel At any time]']);
  expect(bot.store.panels.ofMessage(standing())).not.toBeNull();
});

test('that waits while the configuration changes shows in the end what that says', async () => {
  office.discord.befall('showPanel', 'down', 'answerLost');
  bot.desk.handle(wanted());
  await office.breathe();
  says('On weekdays');
  await renew();
  expect(shown()).toEqual(['[panel On weekdays]']);
  expect(office.discord.laterAnswers).toMatchObject([{ type: 'panelStands', isNew: true }]);
});

test('costs nothing while nothing changes, and waits for a server that is out of reach', async () => {
  await want();
  office.discord.requests.length = 0;
  await renew();
  expect(office.discord.requests).toEqual([]);
  reachable = false;
  says('On weekdays');
  await renew();
  expect(office.discord.requests).toEqual([]);
  reachable = true;
  await renew();
  expect(office.discord.requests).toEqual(['showPanel']);
});

test('that was deleted is forgotten, and its place free', async () => {
  await want();
  office.discord.channel(contact).splice(0, 1);
  says('On weekdays');
  await renew();
  expect(bot.store.panels.of(serverId)).toEqual([]);
  expect(office.discord.laterAnswers).toHaveLength(1);
});

test('that may not be changed now is tried again at the next occasion', async () => {
  await want();
  says('On weekdays');
  office.discord.befall('showPanel', 'forbidden');
  await renew();
  expect(shown()).toEqual(['[panel At any time]']);
  await renew();
  expect(shown()).toEqual(['[panel On weekdays]']);
});

test('of another server isn’t changed from here', async () => {
  await want();
  const [panel] = bot.store.panels.of(serverId);
  if (panel !== undefined) bot.store.panels.remove(panel.id);
  if (panel !== undefined) bot.store.panels.save({ ...panel, serverId: '901' as ServerId }, '');
  expect(await want({ messageId: standing() })).toEqual({ to: 'invoker', statement: { type: 'noPanelThere' } });
});
