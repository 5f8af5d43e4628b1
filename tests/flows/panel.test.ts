import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { App } from '../../src/app.ts';
import { loadConfig } from '../../src/config/load.ts';
import { permissions } from '../../src/sandbox/permissions.ts';
import type { CommandAnswer, Person } from '../../src/sandbox/scenario/types.ts';
import type { Component, Message, TextChannel } from '../../src/sandbox/world/nouns.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { outcomeOf } from '../support/outcome.ts';
import { readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let app: App;
let mia: Person;
let contact: TextChannel;

const panelLines = [
  '    panel:',
  "      title: 'Ask {server.name}'",
  '      description: We are here for you.',
  "      color: '#5865F2'",
  '      image: https://example.com/lantern.png',
  '      button: { label: Ask, emoji: 🏮, style: success }',
];

async function begin(lines: readonly string[] = panelLines): Promise<void> {
  stage = await setStage();
  [mia] = stage.world.members;
  contact = stage.world.server.addTextChannel({ name: 'contact' });
  write(lines);
  app = await stage.startBot();
}
afterEach(() => stage.stop());

function write(lines: readonly string[]): void {
  const before = readFileSync(stage.configPath, 'utf8');
  const [server = ''] = before.split('    panel:');
  writeFileSync(stage.configPath, [server.trimEnd(), ...lines, ''].join('\n'));
}

/** As SIGHUP does. */
function reload(lines: readonly string[]): void {
  write(lines);
  const env = { DISCORD_TOKEN: stage.world.application.token };
  app.reload(loadConfig({ path: stage.configPath, env, cwd: stage.folder, needToken: true }));
}

const messagesIn = (channelId: string): Message[] =>
  (stage.sandbox.world.messages.get(channelId) ?? []).filter(({ deleted }) => !deleted);
const panels = (): Message[] => messagesIn(contact.id);
const container = (message: Message | undefined): Component => message?.components[0] as Component;

const outcome = (answering: Promise<CommandAnswer>): Promise<string> => outcomeOf(stage, answering);
const config = (options: Record<string, string> = {}, channelId: string = contact.id): Promise<string> =>
  outcome(stage.world.manager.command('config', options, { channelId, subcommand: 'panel' }));
const sending = { method: 'POST', route: '/channels/{channel_id}/messages' };
const linkTo = (message: Message | undefined): string =>
  `https://discord.com/channels/${stage.world.server.id}/${contact.id}/${message?.id}`;

describe('the panel', () => {
  beforeEach(() => begin());

  test('is sent by a manager, looks as configured, and begins a ticket', async () => {
    const said = await config();
    const [panel] = panels();
    expect(said).toBe(`✅ The panel stands here: ${linkTo(panel)}`);
    expect(container(panel)).toMatchObject({ type: 17, accent_color: 0x58_65_f2 });
    expect(shown(panel as Message)).toBe('## Ask Lantern Games\nWe are here for you.');
    expect(container(panel).components?.[2]).toMatchObject({
      type: 12,
      items: [{ media: { url: 'https://example.com/lantern.png' } }],
    });
    expect(container(panel).components?.[3]?.components?.[0]).toMatchObject({
      style: 3,
      label: 'Ask',
      emoji: { name: '🏮' },
    });
    const note = await outcome(mia.press(panel as Message, 'Ask'));
    const question = mia.dmMessages()[0];
    expect(note).toContain(`https://discord.com/channels/@me/${question?.channelId}/${question?.id}`);
    mia.dm('My key is gone');
    await stage.until(() => readDms(mia)[0]?.includes('be sent to **Lantern Games**'));
    await mia.press(question as Message, 'Send');
    await stage.until(() => stage.posts()[0]?.messages.length === 2);
    // A second ticket is refused where they pressed, and nobody else reads that.
    await stage.until(() => readDms(mia)[0]?.startsWith('✉️'));
    expect(await outcome(mia.press(panel as Message, 'Ask'))).toContain('Lantern Games');
    expect(panels()).toHaveLength(1);
  });

  test('is sent to the channel that is named, and nowhere else', async () => {
    expect(await config({ channel: stage.world.lounge.id })).toContain(stage.world.lounge.id);
    expect(panels()).toEqual([]);
    expect(messagesIn(stage.world.lounge.id)).toHaveLength(1);
    expect(await config({ channel: stage.world.forum.id })).toContain('name a text channel');
  });

  test('is for managers to send', async () => {
    const [robin] = stage.world.staff;
    const used = robin.command('config', {}, { channelId: contact.id, subcommand: 'panel' });
    expect(await outcome(used)).toBe('Only managers can do this.');
    expect(panels()).toEqual([]);
  });

  test('is not sent twice, though the answer to it is lost and the bot killed in between', async () => {
    const lost = stage.sandbox.faults.add({ ...sending, when: 'after', effect: 'reset' });
    expect(await config()).toContain('The panel stands here');
    expect(lost.hits).toBe(1);
    await stage.restartBot();
    expect(panels()).toHaveLength(1);
  });

  test('follows the configuration, at once and after a restart, and is changed by its link', async () => {
    await config();
    const [panel] = panels();
    reload(['    panel: { description: On weekdays. }']);
    await stage.until(() => shown(panels()[0] as Message) === '## Write to the staff of Lantern Games\nOn weekdays.');
    write(['    panel: { description: At any time. }']);
    await stage.restartBot();
    await stage.until(() => shown(panels()[0] as Message).endsWith('At any time.'));
    expect(await config({ message: linkTo(panel) })).toBe(
      `✅ The panel shows what the configuration says: ${linkTo(panel)}`,
    );
    expect(panels().map(({ id }) => id)).toEqual([panel?.id]);
    expect(await config({ message: 'https://example.com/' })).toContain('must be the link to a message');
    const other = stage.world.manager.write(contact.id, 'No panel');
    expect(await config({ message: linkTo(other) })).toContain('no panel there');
  });

  test('that somebody deleted by hand is forgotten', async () => {
    await config();
    const [panel] = panels();
    stage.world.manager.delete(panel as Message);
    reload(['    panel: { description: On weekdays. }']);
    expect(await config({ message: linkTo(panel) })).toContain('no panel there');
    expect(await config()).toContain('The panel stands here');
    expect(panels()).toHaveLength(1);
  });

  test('of which the database knows nothing works, and is known again from then on', async () => {
    await config();
    const [panel] = panels();
    await app.stop();
    const database = openDatabase(join(stage.folder, 'supportmail.db'));
    database.exec('DELETE FROM panels');
    database.close();
    app = await stage.startBot();
    expect(await config({ message: linkTo(panel) })).toContain('no panel there');
    expect(await outcome(mia.press(panel as Message, 'Ask'))).toContain('https://discord.com/channels/@me/');
    expect(await config({ message: linkTo(panel) })).toContain('The panel shows');
    expect(panels()).toHaveLength(1);
  });

  test('where the bot may not write is not sent, and whoever wanted it is told why', async () => {
    stage.world.server.deny(contact.id, { userId: stage.world.application.botUser.id }, permissions.sendMessages);
    expect(await config()).toContain('*Send Messages*');
    stage.world.server.allow(contact.id, stage.world.botRole, permissions.sendMessages);
    expect(panels()).toEqual([]);
  });

  test('whose picture Discord doesn’t take is not sent, and whoever wanted it is told where to look', async () => {
    const body = { code: 50035, message: 'Invalid Form Body' };
    stage.sandbox.faults.add({ ...sending, when: 'before', effect: { status: 400, body } });
    expect(await config()).toContain('The bot’s log says why');
    expect(panels()).toEqual([]);
  });
});
