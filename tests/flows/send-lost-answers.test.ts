import { expect, test } from 'vitest';
import type { FaultEffect } from '../../src/sandbox/faults.ts';
import { outboxSize } from '../support/outbox-size.ts';
import { readDms, setStage } from '../support/stage.ts';

const ways: readonly (readonly [string, FaultEffect])[] = [
  ['a reset', 'reset'],
  ['a plain close', 'close'],
  ['a 502', { status: 502, body: { message: 'later', code: 0 } }],
];
const texts = ['One', 'Two', 'Two', 'Three', 'Four'];

test.concurrent.each(ways)(
  'five copies by the webhook whose answers are lost by %s stand there once, in order',
  { timeout: 90_000 },
  async (_, effect) => {
    const stage = await setStage({ patienceMs: 60_000 });
    await stage.startBot();
    const [mia] = stage.world.members;
    const [robin] = stage.world.staff;
    mia.dm('Hello');
    await stage.until(() => readDms(mia).length === 2);
    const channelId = stage.posts()[0]?.id ?? '';
    const { faults } = stage.sandbox;
    const lost = faults.add({
      method: 'POST',
      route: '/webhooks/{webhook_id}/{webhook_token}',
      // Only the first answer about each; what is looked for and isn't there would be sent again.
      times: texts.length,
      when: 'after',
      effect,
    });
    for (const message of texts) await robin.command('send', { message }, { channelId });
    await stage.until(() => outboxSize(stage) === 0);
    expect(lost.hits).toBe(texts.length);
    const shown = (stage.posts()[0]?.messages ?? []).flatMap(({ guise, content }) => (guise === null ? [] : [content]));
    expect(shown).toEqual(texts);
    expect(readDms(mia).filter((text) => text.startsWith('-# Robin'))).toHaveLength(texts.length);
    await stage.stop();
  },
);
