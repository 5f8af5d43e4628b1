import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { run } from '../cli/run.ts';
import { folderWith } from '../config/load-text.ts';
import { png } from '../support/file-bytes.ts';
import { reactionsOn, readDms, setStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let temporary: string;
beforeEach(() => {
  temporary = folderWith({});
});
afterEach(() => stage.stop());

const day = 86_400_000;
const mia = () => stage.world.members[0];
const robin = () => stage.world.staff[0];
const marked = (message: Message) => stage.until(() => reactionsOn(message).includes('✅'));
/** Files on their way lie in a folder that is this test's own. */
async function supportmail(argv: readonly string[], token: string | null = stage.world.application.token) {
  const usual = process.env['TMPDIR'];
  process.env['TMPDIR'] = temporary;
  try {
    const env = token === null ? {} : { DISCORD_TOKEN: token };
    return await run(['--config', stage.configPath, 'tickets', 'export', '1', ...argv], { cwd: stage.folder, env });
  } finally {
    if (usual === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = usual;
  }
}
const exported = (...argv: readonly string[]) => supportmail(argv);
const read = (...path: readonly string[]): string => readFileSync(join(stage.folder, ...path), 'utf8');
const filesIn = (folder: string): string[] => readdirSync(join(stage.folder, folder)).toSorted();
const leftovers = (): string[] => [
  ...readdirSync(temporary),
  ...readdirSync(stage.folder).filter((name) => name.includes('.part')),
];

async function open(tickets: readonly string[] = []): Promise<void> {
  stage = await setStage({ tickets, patienceMs: 15_000 });
  await stage.startBot();
}

/** A ticket with a file from each side. */
async function talk(): Promise<{ readonly first: Message; readonly answer: Message }> {
  const first = mia().dm('See this', { files: [{ name: 'cat.png', bytes: png, description: 'A cat' }] });
  await stage.until(() => readDms(mia()).length === 2);
  const post = stage.posts()[0]?.id ?? '';
  const answer = robin().write(post, '-r Nice! <b>Here</b>', {
    files: [{ name: '../../evil.html', bytes: Buffer.from('<script>alert(1)</script>') }],
  });
  await marked(answer);
  return { first, answer };
}

describe('what was written with a bot', () => {
  beforeEach(() => open());

  test('is exported as its user got it', async () => {
    const { answer } = await talk();
    const later = robin().write(answer.channelId, `<@${stage.world.application.botUser.id}> And this`);
    await marked(later);
    const { entries } = JSON.parse((await exported('--format', 'json', '--out', '-')).out) as {
      readonly entries: readonly { readonly text?: string; readonly kind?: string }[];
    };
    expect(entries.flatMap(({ text, kind }) => (text === undefined ? [] : [[kind, text]]))).toEqual([
      ['relayed', 'See this'],
      ['relayed', 'Nice! <b>Here</b>'],
      ['relayed', 'And this'],
    ]);
  });

  test('is exported as its user got it, whatever staff make of it once the ticket is closed', async () => {
    await talk();
    const post = stage.posts()[0]?.id ?? '';
    const long = robin().write(post, `-r ${'A long story. '.repeat(200)}`);
    await marked(long);
    robin().edit(long, `-r ${'A longer story. '.repeat(200)}`);
    await stage.until(() => readDms(mia()).filter((text) => text.includes('A longer story.')).length === 2);
    await robin().command('close', {}, { channelId: post });
    await stage.until(() => stage.posts()[0]?.archived === true);
    stage.world.manager.changePost(post, { archived: false, locked: false });
    robin().edit(long, '-r What Mia need not know');
    const database = openDatabase(join(stage.folder, 'supportmail.db'));
    const edits = database.prepare('SELECT count(*) FROM earlier_texts').pluck();
    await stage.until(() => edits.get() === 2);
    database.close();
    await exported('--format', 'md');
    expect(read('ticket-1.md')).not.toContain('need not know');
    expect(read('ticket-1.md')).toContain('A longer story. '.repeat(199));
  });

  test('is exported with its files, by fresh links, under names that are safe', async () => {
    await talk();
    stage.sandbox.world.clock.advance(2 * day);
    const { out, err, exitCode } = await exported('--attachments');
    expect({ out, err, exitCode }).toEqual({
      out: '✔ Ticket 1 is in ticket-1.html (2 messages).\nAttachments: 2 kept\n',
      err: '',
      exitCode: 0,
    });
    expect(filesIn('ticket-1-files')).toEqual(['1-cat.png', '2-unknown....evil.html.txt']);
    expect(readFileSync(join(stage.folder, 'ticket-1-files', '1-cat.png')).equals(png)).toBe(true);
    expect(read('ticket-1.html')).toContain('<img src="ticket-1-files/1-cat.png" alt="A cat" loading="lazy">');
    expect(leftovers()).toEqual([]);
  });

  test('is exported once more over what is there, and leaves what else is there', async () => {
    await talk();
    await exported('--attachments');
    expect((await exported('--attachments', '--json')).out).toContain('"kept": 2');
    expect(filesIn('ticket-1-files')).toHaveLength(2);
  });

  /** Mia takes her picture back, and time passes. */
  async function takeBack(): Promise<void> {
    const { first } = await talk();
    mia().delete(first);
    const isMarked = () => stage.posts()[0]?.messages.some((message) => JSON.stringify(message).includes('deleted by'));
    await stage.until(isMarked);
    stage.sandbox.world.clock.advance(2 * day);
  }

  test('is exported with what was deleted and stands on the other side still', async () => {
    await takeBack();
    const { out } = await exported('--attachments', '--format', 'md');
    expect(out).toContain('Attachments: 2 kept\n');
    expect(readFileSync(join(stage.folder, 'ticket-1-files', '1-cat.png')).equals(png)).toBe(true);
    expect(read('ticket-1.md')).toContain('- [cat.png](<ticket-1-files/1-cat.png>)');
  });

  test('is exported without what is gone, which is named', async () => {
    await takeBack();
    for (const message of stage.posts()[0]?.messages ?? []) {
      if (message.attachments.length > 0) stage.world.manager.delete(message);
    }
    const { out } = await exported('--attachments', '--format', 'md');
    expect(out).toContain('missing:\n  ticket 1: cat.png (deleted at Discord)\n');
    expect(read('ticket-1.md')).toContain(`- cat.png (${png.length} B, gone: deleted at Discord): A cat`);
  });

  test('is exported though its post is there no longer: what staff sent stands with the user', async () => {
    const { answer } = await talk();
    robin().deletePost(answer.channelId);
    stage.sandbox.world.clock.advance(2 * day);
    expect(await exported('--attachments')).toEqual({
      out: '✔ Ticket 1 is in ticket-1.html (2 messages).\nAttachments: 2 kept\n',
      err: '',
      exitCode: 0,
    });
  });

  test.each([
    ['is there no longer', 404, 10_003],
    ['the bot may no longer see', 403, 50_001],
  ])('is exported without what is in a channel that %s', async (_, status, code) => {
    await talk();
    stage.sandbox.world.clock.advance(2 * day);
    const effect = { status, body: { message: 'no', code } };
    stage.sandbox.faults.add({ method: 'GET', times: 100, when: 'before', effect });
    const { out, err, exitCode } = await exported('--attachments', '--format', 'md');
    expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
    expect(out).toContain('Attachments: 0 kept, 2 missing:\n  ticket 1: cat.png (deleted at Discord)\n');
  });

  test('is exported though Discord stumbles', async () => {
    await talk();
    stage.sandbox.world.clock.advance(2 * day);
    stage.sandbox.faults.add({ method: 'GET', when: 'before', effect: { status: 502 } });
    stage.sandbox.faults.add({ method: 'GET', skip: 1, when: 'before', effect: 'close' });
    expect((await exported('--attachments')).out).toContain('Attachments: 2 kept\n');
  });

  test('stays unexported at once when whoever waits for Discord has waited enough', { timeout: 40_000 }, async () => {
    await talk();
    stage.sandbox.world.clock.advance(2 * day);
    const down = stage.sandbox.faults.add({ method: 'GET', times: 100, when: 'before', effect: { status: 503 } });
    const ended = exported('--attachments');
    await stage.until(() => down.hits >= 1);
    process.emit('SIGINT');
    expect(await ended).toEqual({
      exitCode: 130,
      out: '',
      err: 'Stopped. What was written until then is whole.\n',
    });
    expect(leftovers()).toEqual([]);
  });

  test('is not exported from elsewhere than Discord', async () => {
    await talk();
    const database = openDatabase(join(stage.folder, 'supportmail.db'));
    database.exec(
      `UPDATE messages SET channel_id = NULL, files = json_replace(files, '$[0].url', 'http://127.0.0.1:9/x') WHERE side = 'user'`,
    );
    database.close();
    expect((await exported('--attachments')).out).toContain(
      '1 kept, 1 missing:\n  ticket 1: cat.png (could not be fetched)\n',
    );
  });

  test('needs the token for files alone, and says why it can’t ask Discord', async () => {
    await talk();
    const without = await supportmail(['--attachments'], null);
    expect(without).toMatchObject({ exitCode: 2, out: '' });
    expect(without.err).toContain('token');
    // Links that still work need none.
    expect((await supportmail(['--attachments'], 'wrong')).exitCode).toBe(0);
    stage.sandbox.world.clock.advance(2 * day);
    const late = await supportmail(['--attachments', '--out', 'late'], 'wrong');
    expect(late.exitCode).toBe(2);
    expect(late.err).not.toContain('    at ');
    expect(existsSync(join(stage.folder, 'late', 'ticket-1.html'))).toBe(false);
    expect(leftovers()).toEqual([]);
  });
});

/** A picture with something written into it. */
function pictureBy(words: string): Uint8Array {
  const body = Buffer.from(`tEXtAuthor\0${words}`, 'latin1');
  const around = Buffer.alloc(8);
  around.writeUInt32BE(body.length - 4, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([png.subarray(0, 33), around.subarray(0, 4), body, around.subarray(4), png.subarray(33)]);
}

test('of an anonymous user, staff’s transcript and its files tell nothing', async () => {
  await open(['anonymous_tickets: true']);
  mia().dm(`I am <@${mia().id}>`, { files: [{ name: 'mia-passport.png', bytes: pictureBy('taken by Mia') }] });
  await stage.until(() => readDms(mia()).some((text) => text.includes('Shall your message be sent')));
  const question = mia().dmMessages().at(-1);
  if (question === undefined) throw new Error('There is no question');
  await mia().press(question, 'Send anonymously');
  await stage.until(() => readDms(mia()).some((text) => text.includes('Message sent')));
  const contract = { name: 'contract of mia.pdf', bytes: Buffer.from('%PDF-1.7 /Author (Mia)') };
  const later = mia().dm('My paper', { files: [contract] });
  await stage.until(() => reactionsOn(later).length > 0);
  for (const format of ['html', 'json', 'md']) {
    const { out } = await exported('--attachments', '--staff-view', '--format', format);
    // What staff weren't given is none of theirs here either.
    expect(out).toContain('Attachments: 1 kept, 1 missing:\n  ticket 1: file 1 (could tell who sent it)\n');
    const text = read(`ticket-1.${format}`);
    expect(text).toContain('1-file.png');
    const dm = mia().dmMessages()[0]?.channelId ?? 'none';
    const secrets = [mia().id, 'mia', 'passport', 'contract', dm, 'cdn/attachments'];
    expect(secrets.filter((secret) => text.toLowerCase().includes(secret))).toEqual([]);
  }
  const kept = readFileSync(join(stage.folder, 'ticket-1-files', '1-file.png'), 'latin1');
  expect(kept).not.toContain('Mia');
  // The user's own view is whole.
  await exported('--attachments', '--out', 'own');
  expect(filesIn('own/ticket-1-files')).toEqual(['1-mia-passport.png', '2-contract_of_mia.pdf']);
});
