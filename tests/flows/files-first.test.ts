import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cdnRoutes } from '../../src/sandbox/cdn/routes.ts';
import { exe, png } from '../support/file-bytes.ts';
import { reactionsOn, readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

const refused = '❌ A file was not sent:\n- **photo.png**: only images, videos and audio can be sent here';
const program = { files: [{ name: 'photo.png', bytes: exe }] };
const picture = { files: [{ name: 'map.png', bytes: png }] };

describe('a first message of files alone', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
    await stage.startBot();
  });
  afterEach(() => stage.stop());

  const mia = () => stage.world.members[0];
  const inPost = (): string[] =>
    (stage.posts()[0]?.messages.slice(1) ?? []).map((message) =>
      [shown(message), ...message.attachments.map(({ name }) => `[${name}]`)].join('\n'),
    );

  test('opens a ticket where they can be passed on', async () => {
    mia().dm('', picture);
    await stage.until(() => mia().dmMessages().length === 2);
    expect(inPost()).toEqual(['-# Mia\n[map.png]']);
  });

  test('opens none where they can’t, and names them', async () => {
    const message = mia().dm('', program);
    await stage.until(() => reactionsOn(message).length === 1);
    expect(reactionsOn(message)).toEqual(['❌']);
    expect(readDms(mia())).toEqual(['', refused]);
    expect(mia().dmMessages()[1]?.replyTo?.messageId).toBe(message.id);
    expect(stage.posts()).toEqual([]);
    mia().dm('Sorry, what I mean is this');
    await stage.until(() => stage.posts().length === 1 && inPost().length === 1);
    expect(inPost()).toEqual(['-# Mia\nSorry, what I mean is this']);
  });

  test('is looked at by its first bytes only', async () => {
    mia().dm('', { files: [{ name: 'zeros.bin', size: 400 * 1024 * 1024 }] });
    await stage.until(() => readDms(mia()).length === 2);
    expect(stage.posts()).toEqual([]);
  });

  test('waits for nobody else, and nobody else for it', async () => {
    const [, jonas] = stage.world.members;
    stage.sandbox.faults.add({ route: cdnRoutes.attachment, when: 'before', effect: 'hang' });
    mia().dm('', picture);
    jonas.dm('Hello');
    await stage.until(() => jonas.dmMessages().length === 2);
    expect(stage.posts()).toHaveLength(1);
  });

  test('that comes together with others: each is looked at until one is worth a ticket', async () => {
    const messages = [mia().dm('', program), mia().dm('', program), mia().dm('', picture)];
    await stage.until(() => stage.posts().length === 1 && inPost().length === 1);
    expect(inPost()).toEqual(['-# Mia\n[map.png]']);
    await stage.until(() => messages.slice(0, 2).every((message) => reactionsOn(message).includes('❌')));
    expect(readDms(mia()).filter((text) => text === refused)).toHaveLength(2);
  });

  test('that comes together with a text opens a ticket, and its files are named', async () => {
    mia().dm('', program);
    mia().dm('This one');
    await stage.until(() => stage.posts().length === 1 && inPost().length === 1 && readDms(mia()).includes(refused));
    expect(inPost()).toEqual(['-# Mia\nThis one']);
  });

  test('survives the end of the process', async () => {
    const { faults } = stage.sandbox;
    const fault = faults.add({ route: cdnRoutes.attachment, times: 99, when: 'before', effect: { status: 503 } });
    mia().dm('', picture);
    await stage.until(() => fault.hits > 0);
    fault.remove();
    await stage.restartBot();
    await stage.until(() => mia().dmMessages().length === 2);
    expect(inPost()).toEqual(['-# Mia\n[map.png]']);
  });
});

test('where no files are passed on, none is fetched and no ticket opened', async () => {
  const stage = await setStage({ tickets: ['user_files: none'] });
  await stage.startBot();
  const [mia] = stage.world.members;
  const message = mia.dm('', picture);
  await stage.until(() => reactionsOn(message).length === 1);
  expect(readDms(mia)).toEqual(['', "❌ A file was not sent:\n- **map.png**: files can't be sent here"]);
  expect(stage.sandbox.traffic.downloads).toEqual([]);
  expect(stage.posts()).toEqual([]);
  await stage.stop();
});

test('soon after the closing, the user is asked only about what can be passed on', async () => {
  const stage = await setStage();
  await stage.startBot();
  const [mia] = stage.world.members;
  mia.dm('Hello');
  await stage.until(() => mia.dmMessages().length === 2);
  await stage.world.staff[0].command('close', {}, { channelId: stage.posts()[0]?.id ?? '' });
  await stage.until(() => stage.posts()[0]?.archived);
  mia.dm('', program);
  await stage.until(() => readDms(mia).includes(refused));
  mia.dm('', picture);
  await stage.until(() => readDms(mia).some((text) => text.includes('What shall become of your message?')));
  expect(stage.posts()).toHaveLength(1);
  await stage.stop();
});
