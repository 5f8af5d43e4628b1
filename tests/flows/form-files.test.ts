import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Person, PersonFile } from '../../src/sandbox/scenario/types.ts';
import type { Modal } from '../../src/sandbox/world/interaction-nouns.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { png } from '../support/file-bytes.ts';
import { readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let mia: Person;

const picture: PersonFile = { name: 'crash report.png', bytes: png, contentType: 'image/png' };
const program: PersonFile = { name: 'tool.exe', bytes: Buffer.from('MZ but no program'), contentType: 'image/png' };

async function begin(tickets: readonly string[] = []): Promise<void> {
  stage = await setStage({ tickets });
  [mia] = stage.world.members;
  const lines = [
    '    categories:',
    '      - name: Bugs',
    '        form:',
    '          - { type: text, id: what, label: What happened?, required: false }',
    '          - { type: file, id: pictures, label: Pictures of it, max: 3, required: false }',
    '',
  ];
  writeFileSync(stage.configPath, readFileSync(stage.configPath, 'utf8') + lines.join('\n'));
  await stage.startBot();
}
afterEach(() => stage.stop());

const question = (): Message => mia.dmMessages().findLast(({ components }) => components.length > 0) as Message;

async function form(button = 'Send'): Promise<Modal> {
  await stage.until(() => question() !== undefined);
  const answer = await mia.press(question(), button);
  if (answer.type !== 'modal') throw new Error(`no form, but ${answer.type}`);
  return answer.modal;
}
const inPost = (): Message[] => stage.posts()[0]?.messages ?? [];
const namesIn = (message: Message | undefined) => message?.attachments.map(({ name }) => name);

describe('files that a form asks for', () => {
  beforeEach(() => begin());

  test('go into the post behind what was written, and what was filled in says how many there are', async () => {
    mia.dm('It crashed');
    await mia.submitModal(await form(), { what: 'Everything', pictures: [picture, { ...picture, name: 'two.png' }] });
    await stage.until(() => readDms(mia).some((text) => text.startsWith('✉️')));
    await stage.until(() => inPost().length === 3);
    expect(inPost().slice(1).map(shown)).toEqual(['-# Mia\nIt crashed', '-# Mia']);
    expect(namesIn(inPost()[2])).toEqual(['crash_report.png', 'two.png']);
    expect(JSON.stringify(inPost()[0]?.embeds)).toMatch(/Pictures of it.*📎 2/);
    expect(stage.sandbox.world.attachments.get(inPost()[2]?.attachments[0]?.id ?? '')?.bytes).toBeDefined();
  });

  test('alone are enough for a ticket, also after a restart', async () => {
    void mia.command('create-ticket', {}, { dm: true });
    const modal = await form();
    await stage.restartBot();
    await mia.submitModal(modal, { pictures: [picture] });
    await stage.until(() => readDms(mia).some((text) => text.startsWith('✉️')));
    await stage.until(() => inPost().length === 2);
    expect(namesIn(inPost()[1])).toEqual(['crash_report.png']);
  });

  test('are what they really are: others are named to whoever sent them, and the rest goes on', async () => {
    mia.dm('It crashed');
    await mia.submitModal(await form(), { what: 'Everything', pictures: [picture, program] });
    await stage.until(() => readDms(mia).some((text) => text.includes('tool.exe')));
    await stage.until(() => inPost().some((message) => message.attachments.length === 1));
    expect(JSON.stringify(inPost().map(namesIn))).not.toContain('tool');
  });

  test('of a form that is sent again, since something was in the way, take the place of the first ones', async () => {
    mia.dm('It crashed');
    const modal = await form();
    const config = readFileSync(stage.configPath, 'utf8');
    writeFileSync(
      stage.configPath,
      config.replace('name: Bugs', 'name: Faults').replace('        form:', '      - name: Else\n        form:'),
    );
    await stage.restartBot();
    await mia.submitModal(modal, { what: 'Everything', pictures: [picture] });
    await stage.until(() => shown(question()).includes('isn’t offered any more'));
    const menu = JSON.stringify(question().components).match(/prompt-menu:category:\d+/)?.[0] ?? '';
    await mia.choose(question(), menu, ['else']);
    await mia.submitModal(await form(), { what: 'Everything', pictures: [{ ...picture, name: 'two.png' }] });
    await stage.until(() => inPost().length === 3);
    expect(inPost().slice(1).map(namesIn)).toEqual([[], ['two.png']]);
  });
});

describe('files that a form of an anonymous ticket asks for', () => {
  beforeEach(() => begin(['anonymous_tickets: true']));

  test('bear no name of their author’s', async () => {
    mia.dm('It crashed');
    await mia.submitModal(await form('Send anonymously'), { pictures: [picture] });
    await stage.until(() => inPost().some((message) => message.attachments.length === 1));
    expect(
      JSON.stringify(inPost().map(({ embeds, attachments, content }) => [embeds, attachments, content])),
    ).not.toContain('crash');
  });
});
