import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { MessageId, TicketId } from '../../../src/ticket/ticket.ts';
import { folderWith, VALID } from '../../config/load-text.ts';
import { mia, postId, recordEverything, recordInto, robin, dmId, start } from '../../support/recorded-ticket.ts';
import type { Recorder } from '../../support/recorded-ticket.ts';
import { run } from '../run.ts';

let cwd: string;
let bot: Recorder;
beforeEach(() => {
  cwd = folderWith({ 'config.yaml': `${VALID}    categories:\n      - { id: buying, name: Buying }\n` });
  bot = recordInto(cwd);
  return () => bot.database.close();
});

const exported = (...argv: readonly string[]) => run(['tickets', 'export', ...argv], { cwd });
const read = (...path: readonly string[]): string => readFileSync(join(cwd, ...path), 'utf8');
const files = (...path: readonly string[]): string[] => readdirSync(join(cwd, ...path)).toSorted();

interface Entry {
  readonly type: string;
  readonly text: string;
  readonly kind: string;
  readonly event: string;
  readonly author: { readonly name: string };
}
const json = async (...argv: readonly string[]) =>
  JSON.parse((await exported(...argv, '--format', 'json', '--out', '-')).out) as {
    readonly ticket: Record<string, unknown>;
    readonly entries: readonly Entry[];
  };
const texts = (entries: readonly Entry[]): string[] =>
  entries.map(({ type, event, kind, author, text }) =>
    type === 'event' ? `— ${event}` : `${author.name} (${kind}): ${text}`,
  );

/** All by which somebody can be known. */
const ofMia = [mia.id, 'mia', 'unverwechselbar', 'avatars', dmId, 'passport.png', 'cdn.discordapp'];
const ofRobin = [robin.id, 'rotkehl', 'robin.rot', 'avatars'];

describe('a transcript', () => {
  test('shows its user what they wrote, and what they got, as they got it', async () => {
    recordEverything(bot);
    const { entries, ticket } = await json('1');
    expect(texts(entries)).toEqual([
      '— opened',
      `${mia.name} (relayed): Hello, I am <@${mia.id}>`,
      `${robin.name} (relayed): Hello, Robin here`,
      'Staff (relayed): I am Staff, in secret',
      `${mia.name} (relayed): The second one`,
      `${robin.name} (relayed): That was fine`,
      `${mia.name} (relayed): Forget this`,
      '— closed',
    ]);
    expect(ticket).toMatchObject({
      number: 1,
      post: null,
      category: { id: 'buying', name: 'Buying' },
      user: { name: mia.name, username: 'mia.unv', id: mia.id },
      form: [{ label: 'Which order?', values: ['4711', `of <@${mia.id}>`] }],
      feedback: { rating: 4 },
      messages: 6,
    });
  });

  test('shows staff everything', async () => {
    recordEverything(bot);
    const { entries, ticket } = await json('1', '--staff-view');
    expect(texts(entries)).toEqual([
      '— opened',
      `${mia.name} (relayed): Hello, I am <@${mia.id}>`,
      `${robin.name} (note): Call the police?`,
      `${robin.name} (relayed): -r Hello, Robin here`,
      `${robin.name} (relayed): I am <@${robin.id}>, in secret`,
      `${robin.name} (undelivered): This never arrived`,
      `${mia.name} (relayed): The second one`,
      `${robin.name} (relayed): That was fine`,
      `${mia.name} (relayed): Forget this`,
      `${robin.name} (relayed): Taken back`,
      `${robin.name} (ignored): Beep`,
      '— closing',
      '— closed',
    ]);
    expect(ticket).toMatchObject({ post: postId, messages: 10 });
    const [, first, , reply, secret, , second] = entries;
    expect(first).toMatchObject({
      written_at: new Date(start + 60_000).toISOString(),
      attachments: [{ name: 'mia-passport.png', size: 4321, content_type: 'image/png', path: null, missing: null }],
    });
    expect(reply).toMatchObject({ reply_to: (first as unknown as { readonly id: string }).id });
    expect(secret).toMatchObject({ author: { name: robin.name, id: robin.id, shown_as: 'Staff' } });
    expect(second).toMatchObject({ earlier: [{ text: 'The secound one' }], edited_at: expect.any(String) as string });
    expect(entries.at(-2)).toMatchObject({ by: { side: 'staff', name: robin.name, id: robin.id } });
  });

  describe.each(['html', 'json', 'md'])('as %s', (format) => {
    test('tells staff nothing of an anonymous user', async () => {
      recordEverything(bot, { isAnonymous: true, userName: 'Teal Otter' });
      const { out, exitCode, err } = await exported('1', '--staff-view', '--format', format, '--out', '-');
      expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
      expect(out).toContain('Teal Otter');
      expect(ofMia.filter((secret) => out.toLowerCase().includes(secret))).toEqual([]);
      expect((await run(['tickets', 'show', '1'], { cwd })).out).not.toContain('Revealed');
    });

    test('tells a user nothing of staff who are anonymous', async () => {
      const id = bot.ticket(1);
      bot.say(id, `I am <@${robin.id}>`, {
        side: 'staff',
        shownAs: 'Staff',
        files: [
          {
            id: '7',
            name: 'Robin Rotkehl.png',
            url: 'https://cdn.discordapp.com/a/7/Robin.png',
            size: 1,
            contentType: null,
            description: null,
            isVoice: false,
          },
        ],
      });
      bot.say(id, 'Robin Rotkehl must not be told', { side: 'staff', became: 'note' });
      bot.store.log(id, start + 1, { type: 'closing', by: robin.id, detail: 'Robin Rotkehl did it' });
      const { out, exitCode } = await exported('1', '--format', format, '--out', '-');
      expect(exitCode).toBe(0);
      expect(out).toContain('I am Staff');
      expect(ofRobin.filter((secret) => out.toLowerCase().includes(secret))).toEqual([]);
    });
  });

  test('has what staff wrote of a person as they wrote it, be it the anonymous user or not: else that would tell', async () => {
    const id = bot.ticket(1, { isAnonymous: true, userName: 'Teal Otter' });
    const people = [mia.id, robin.id, '623456789012345678'];
    for (const person of people) {
      const note = bot.say(id, `Is it ${person}?`, { side: 'staff', became: 'note' });
      bot.store.recordEdit(note, { text: `Or is it <@${person}>?`, files: [] }, bot.nextAt());
      bot.store.log(id, start, { type: 'closing', by: robin.id, detail: `It is ${person}` });
    }
    const { entries } = await json('1', '--staff-view');
    const written = JSON.stringify(entries);
    for (const person of people) {
      for (const text of [`Is it ${person}?`, `Or is it <@${person}>?`, `It is ${person}`])
        expect(written).toContain(text);
    }
  });

  test('names whoever of the staff handles a ticket, be it their own anonymous one or not', async () => {
    const id = bot.ticket(1, { isAnonymous: true, userName: 'Teal Otter' });
    for (const person of [mia, robin]) {
      for (const type of ['claimed', 'unclaimed', 'moved'])
        bot.store.log(id, start, { type, by: person.id, detail: null });
    }
    const { entries } = await json('1', '--staff-view');
    const bys = entries.map((entry) => (entry as unknown as { readonly by: { readonly id: string | null } }).by.id);
    expect(bys).toEqual([null, ...[mia, mia, mia, robin, robin, robin].map((person) => person.id)]);
  });

  test('that says who an anonymous user is is written down', async () => {
    recordEverything(bot, { isAnonymous: true, userName: 'Teal Otter' });
    const { out, err } = await exported('1', '--out', '-', '--format', 'json');
    expect(out).toContain(mia.id);
    expect(err).toBe(
      'One of these tickets is anonymous: who the user is stands in the transcript, and that you exported it was written down.\n--staff-view leaves it out.\n',
    );
    expect((await run(['tickets', 'show', '1'], { cwd })).out).toMatch(/^Revealed +\S.* by \S+$/m);
  });

  test('shows its user what they got before the database was restored, of which no copies are known, and no note', async () => {
    const id = bot.ticket(1);
    bot.say(id, 'Hello', { side: 'staff', copy: null });
    bot.store.log(id, bot.nextAt(), { type: 'foundOpen', by: null, detail: null });
    bot.say(id, 'A note', { side: 'staff', became: 'note' });
    bot.say(id, 'This never arrived', { side: 'staff', copy: null });
    expect(texts((await json('1')).entries)).toEqual(['— opened', `${robin.name} (relayed): Hello`]);
    expect(texts((await json('1', '--staff-view')).entries)).toContain(`${robin.name} (note): A note`);
  });

  test('shows its user what they got of what staff edited later, and nothing that staff wrote for themselves', async () => {
    const id = bot.ticket(1);
    const place = `user/${mia.id}` as const;
    const edit = (message: MessageId, text: string, copy: string | null): void => {
      bot.store.recordEdit(message, { text, files: [] }, bot.nextAt());
      if (copy !== null) bot.store.changeCopy(message, place, 1, { content: `-# Robin · Harbour\n${copy}` });
    };
    const twice = bot.say(id, '-r Sollved', { side: 'staff', copy: '-# Robin · Harbour\nSollved' });
    edit(twice, '-r Solved', 'Solved');
    edit(twice, '-r Solved. Mia is a nuisance', null);
    bot.say(id, 'Thank you', { replyTo: twice });
    const marked = bot.say(id, 'A', { side: 'staff' });
    edit(marked, 'Now -# small\n\n-# and `code`', '`Now -# small\n\n\\-# and `code`');
    const unlike = bot.say(id, 'B', { side: 'staff' });
    edit(unlike, 'Nothing like it', 'What they have');
    const { entries } = await json('1');
    expect(texts(entries).slice(1)).toEqual([
      `${robin.name} (relayed): Solved`,
      `${mia.name} (relayed): Thank you`,
      `${robin.name} (relayed): Now -# small\n\n-# and \`code\``,
      `${robin.name} (relayed): What they have`,
    ]);
    expect(JSON.stringify(entries[1])).toMatch(/"edited_at":"[^"]+".*"earlier":\[\]/);
    expect((await exported('1', '--out', '-')).out).not.toContain('nuisance');
    expect((await exported('1', '--out', '-', '--staff-view')).out).toContain('nuisance');
  });

  test('of staff who were forgotten leaves numbers alone', async () => {
    bot.say(bot.ticket(1), 'You have 0 points', { side: 'staff', shownAs: 'Staff' });
    expect((await run(['person', 'forget', robin.id, '--yes'], { cwd })).exitCode).toBe(0);
    expect(texts((await json('1')).entries)).toContain('Staff (relayed): You have 0 points');
  });

  test('of a ticket without messages says so', async () => {
    bot.ticket(1);
    const { out } = await exported('1', '--format', 'md', '--out', '-');
    expect(out).toContain('_Nothing was written, or it was removed._');
  });
});

describe('where it goes', () => {
  beforeEach(() => {
    for (const id of [1, 2]) bot.say(bot.ticket(id), 'Hello');
  });

  test('is a folder, which is made, for nobody else', async () => {
    const { out, exitCode } = await exported('--all', '--out', 'a/b', '--format', 'json');
    expect({ out, exitCode }).toEqual({ out: '✔ 2 tickets are in a/b.\n', exitCode: 0 });
    expect(files('a', 'b')).toEqual(['ticket-1.json', 'ticket-2.json']);
    expect(statSync(join(cwd, 'a', 'b', 'ticket-1.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(cwd, 'a')).mode & 0o777).toBe(0o700);
  });

  test('has an index page where there are several pages', async () => {
    bot.ticket(3, { userName: '<script>', isAnonymous: true, category: 'gone' });
    const { out } = await exported('--all', '--out', 'pages', '--staff-view');
    expect(out).toBe('✔ 3 tickets are in pages; index.html leads to them.\n');
    expect(files('pages')).toEqual(['index.html', 'ticket-1.html', 'ticket-2.html', 'ticket-3.html']);
    const index = read('pages', 'index.html');
    expect(index.match(/href="[^"]*"/g)).toEqual([
      'href="ticket-1.html"',
      'href="ticket-2.html"',
      'href="ticket-3.html"',
    ]);
    expect(index).toContain('<p>3 tickets</p>');
    expect(index).toContain('<td><bdi>&lt;script&gt;</bdi></td><td>open</td><td><bdi>gone</bdi></td>');
    expect((await exported('--all', '--out', 'pages', '--format', 'md')).out).toBe('✔ 3 tickets are in pages.\n');
    expect((await exported('1', '2', '--out', 'pages')).exitCode).toBe(0);
    expect(read('pages', 'index.html')).toContain('<p>2 tickets</p>');
  });

  test('keeps a page of somebody else’s', async () => {
    writeFileSync(join(cwd, 'index.html'), '<title>Home</title>');
    const { exitCode, err } = await exported('--all');
    expect(exitCode).toBe(2);
    expect(err).toContain('index.html is no page of supportmail’s.');
    expect(read('index.html')).toBe('<title>Home</title>');
    expect(files().filter((name) => name.startsWith('ticket-'))).toEqual([]);
    expect((await exported('1')).exitCode).toBe(0);
  });

  test('is the present folder where nothing is said', async () => {
    expect((await exported('2', '--format', 'md')).out).toBe('✔ Ticket 2 is in ticket-2.md (1 message).\n');
    expect(read('ticket-2.md')).toContain('Hello');
  });

  test('is a file for a single ticket, in place of what stood there', async () => {
    writeFileSync(join(cwd, 'old.md'), 'before');
    expect((await exported('2', '--format', 'md', '--out', 'old.md')).exitCode).toBe(0);
    expect(read('old.md')).toMatch(/^# Ticket 2\n/);
    mkdirSync(join(cwd, 'with.dot'));
    await exported('2', '--format', 'md', '--out', 'with.dot');
    expect(files('with.dot')).toEqual(['ticket-2.md']);
  });

  test('is never what the program works with, by whatever name', async () => {
    linkSync(join(cwd, 'supportmail.db'), join(cwd, 'hard.html'));
    symlinkSync('supportmail.db', join(cwd, 'soft.html'));
    const before = files();
    for (const [out, what] of [
      ['supportmail.db', 'the database'],
      ['./x/../supportmail.db', 'the database'],
      ['supportmail.db-wal', 'the database'],
      ['hard.html', 'the database'],
      ['soft.html', 'the database'],
      ['config.yaml', 'the configuration'],
    ] as const) {
      const { exitCode, err } = await exported('2', '--out', out);
      expect({ exitCode, err }).toEqual({ exitCode: 2, err: `${out} is ${what} itself.\nName another file.\n` });
    }
    expect(files()).toEqual(before);
    for (const argv of [
      ['snippets', 'export', '--out', 'supportmail.db'],
      ['blacklist', 'export', '--out', 'supportmail.db'],
      ['person', 'export', mia.id, '--out', 'supportmail.db'],
      ['db', 'backup', 'soft.html', '--force'],
    ]) {
      expect(await run(argv, { cwd })).toMatchObject({
        exitCode: 2,
        err: expect.stringContaining('the database itself'),
      });
    }
    expect((await run(['tickets', 'list'], { cwd })).exitCode).toBe(0);
  });

  test('is no device, whose place a file would take, and nothing that can’t be looked at', async () => {
    const { exitCode, err } = await exported('2', '--out', '/dev/null');
    expect(exitCode).toBe(2);
    expect(err).toContain('/dev/null is neither a file nor a folder.');
    symlinkSync('round.html', join(cwd, 'round.html'));
    const second = await exported('2', '--out', 'round.html');
    expect(second).toMatchObject({ exitCode: 1, err: expect.stringContaining('round.html can’t be written: ') });
  });

  test('is told to programs', async () => {
    const { out } = await exported('1', '2', '--out', 'x', '--json', '--format', 'json');
    expect(JSON.parse(out)).toEqual([
      { ticket: 1, file: 'x/ticket-1.json', messages: 1, attachments: null },
      { ticket: 2, file: 'x/ticket-2.json', messages: 1, attachments: null },
    ]);
  });

  test.each<[string, readonly string[], number, string]>([
    ['nothing', [], 2, 'Which tickets? Name their numbers, or --all.'],
    ['both numbers and a choice', ['1', '--all'], 2, 'Tickets are chosen by their numbers, or by'],
    ['an unknown ticket, and of those beside it', ['1', '9'], 3, 'There is no ticket 9.'],
    ['several in one file', ['1', '2', '--out', 'x.json'], 2, 'x.json is a file, and 2 tickets don’t go into one.'],
    ['several on standard output', ['--all', '--out', '-'], 2, 'Standard output takes a single ticket.'],
    ['two things on standard output', ['1', '--out', '-', '--json'], 2, 'Standard output takes the transcript or'],
    ['what is no time', ['--since', 'soon'], 2, '--since is "soon", which is no time.'],
    ['an unknown format', ['1', '--format', 'pdf'], 2, 'Allowed choices are'],
    ['a folder that can’t be made', ['1', '--out', 'config.yaml/x'], 1, 'config.yaml/x can’t be written: '],
  ])('of %s is refused', async (_, argv, code, sentence) => {
    const { exitCode, out, err } = await exported(...argv);
    expect({ exitCode, out }).toEqual({ exitCode: code, out: '' });
    expect(err).toContain(sentence);
    expect(files()).toEqual(['config.yaml', 'supportmail.db', 'supportmail.db-shm', 'supportmail.db-wal']);
  });

  test('a choice that fits none is no mistake', async () => {
    expect(await exported('--status', 'closed')).toMatchObject({ exitCode: 0, out: 'No ticket is like that.\n' });
    expect(await exported('--status', 'closed', '--json')).toMatchObject({ exitCode: 0, out: '[]\n' });
  });

  test('tickets are chosen by when they were opened, and how they stand', async () => {
    bot.ticket(3, { openedAt: start - 86_400_000, status: 'closed', closedAt: start });
    const numbers = async (...argv: readonly string[]): Promise<unknown> =>
      (JSON.parse((await exported(...argv, '--json', '--out', 'o')).out) as { ticket: TicketId }[]).map(
        ({ ticket }) => ticket,
      );
    expect(await numbers('--all')).toEqual([1, 2, 3]);
    expect(await numbers('--until', '2026-01-31')).toEqual([3]);
    expect(await numbers('--since', '2026-01-31')).toEqual([1, 2]);
    expect(await numbers('--status', 'closed')).toEqual([3]);
  });
});

test('what can’t be finished leaves what was there, and nothing else', async () => {
  const id = bot.ticket(1);
  for (let index = 0; index < 300; index += 1) bot.say(id, 'Hello');
  bot.database.exec("UPDATE messages SET files = 'broken' WHERE message_id = (SELECT max(message_id) FROM messages)");
  writeFileSync(join(cwd, 'ticket-1.json'), 'before');
  const { exitCode } = await exported('1', '--format', 'json');
  expect(exitCode).toBe(1);
  expect(read('ticket-1.json')).toBe('before');
  expect(files().filter((name) => name.includes('.part'))).toEqual([]);
  expect(existsSync(join(cwd, 'ticket-1.md'))).toBe(false);
});
