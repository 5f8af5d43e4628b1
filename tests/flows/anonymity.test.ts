import { Writable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPerson } from '../../src/sandbox/scenario.ts';
import type { DemoWorld } from '../../src/sandbox/scenario.ts';
import type { OptionValue, Person } from '../../src/sandbox/scenario/types.ts';
import type { Message, Role } from '../../src/sandbox/world/nouns.ts';
import { png } from '../support/file-bytes.ts';
import { readAnswer } from '../support/open-ticket.ts';
import { asText, secretsIn, toDms, toServer } from '../support/secrets.ts';
import type { Secrets } from '../support/secrets.ts';
import { reactionsOn, readDms, setStage, shown } from '../support/stage.ts';
import type { Stage, StageOptions } from '../support/stage.ts';

const mebibyte = 1024 * 1024;

/** A picture with something written into it. */
function pictureBy(words: string): Uint8Array {
  const body = Buffer.from(`tEXtAuthor\0${words}`, 'latin1');
  const around = Buffer.alloc(8);
  around.writeUInt32BE(body.length - 4, 0);
  around.writeUInt32BE(crc32(body), 4);
  const head = 8 + 25;
  return Buffer.concat([png.subarray(0, head), around.subarray(0, 4), body, around.subarray(4), png.subarray(head)]);
}

let stage: Stage;
let logged = '';
let zdenka: Person;
let robin: Person;
let secrets: Secrets;

async function open(
  tickets: readonly string[],
  feedback: NonNullable<StageOptions['feedback']> = () => [],
): Promise<void> {
  logged = '';
  const log = new Writable({
    write: (chunk: Buffer, _, done) => {
      logged += chunk.toString();
      done();
    },
  });
  stage = await setStage({ tickets, feedback, log, patienceMs: 15_000 });
  const { sandbox, world } = stage;
  const role = world.server.addRole({ name: 'Night Fishers' });
  zdenka = createPerson(sandbox, {
    username: 'zdenka.unv',
    displayName: 'Zdenka Unverwechselbar',
    createdAt: Date.UTC(2019, 1, 3),
    avatar: 'a0b1c2d3e4f5a0b1c2d3e4f5a0b1c2d3',
  });
  world.server.addMember(zdenka, { roles: [role], nick: 'Zdenkuschka', joinedAt: Date.UTC(2023, 4, 6) });
  [robin] = world.staff;
  await stage.startBot();
  secrets = secretsOf(zdenka, role);
}

/** All by which somebody could be known. */
function secretsOf(person: Person, role: Role): Secrets {
  return {
    'the ID': person.id,
    'the username': person.user.username,
    'the name': 'Unverwechselbar',
    'the nickname': 'Zdenkuschka',
    'the avatar': person.user.avatar ?? 'none',
    'the role': role.id,
    "the role's name": 'Night Fishers',
    'the file name': 'zdenka-passport',
    'what is written into a picture': 'written into it by Z.',
    'when the account was made': String(Date.UTC(2019, 1, 3) / 1000),
    'when they joined': String(Date.UTC(2023, 4, 6) / 1000),
  };
}

afterEach(() => stage.stop());

const post = () => {
  const [first] = stage.posts();
  if (first === undefined) throw new Error('There is no post');
  return first;
};
const inPost = (): string[] => post().messages.map(shown);
const lastDm = (person: Person): Message => {
  const last = person.dmMessages().at(-1);
  if (last === undefined) throw new Error('There is no message');
  return last;
};
const delivered = (message: Message, emoji = '✅') => stage.until(() => reactionsOn(message).includes(emoji), inPost);

/** Zdenka writes for the first time, and sends it anonymously. */
async function openAnonymously(): Promise<void> {
  zdenka.dm('Hello', { files: [{ name: 'zdenka-passport.png', bytes: pictureBy('written into it by Z.') }] });
  await stage.until(() => readDms(zdenka).some((text) => text.includes('Shall your message be sent')));
  zdenka.dm(`I am <@${zdenka.id}>`);
  await stage.until(() => zdenka.dmMessages().length === 3);
  const question = zdenka.dmMessages().find((message) => shown(message).includes('Shall'));
  if (question === undefined) throw new Error('There is no question');
  expect(readAnswer(await zdenka.press(question, 'Send anonymously'))).toContain('On its way');
  await stage.until(() => readDms(zdenka).some((text) => text.includes('Message sent')));
  await stage.until(() => post().messages.length === 3);
}

/** Nothing that staff could get to see has any of it; `isNamed`: but for the ID, by which they asked. */
function expectNothingTold({ isNamed = false } = {}): void {
  const { 'the ID': id = '', ...rest } = secrets;
  const all: Secrets = { ...rest, 'the DM': lastDm(zdenka).channelId, ...(isNamed ? {} : { 'the ID': id }) };
  for (const exchange of toServer(stage.sandbox))
    expect([secretsIn(asText(exchange), all), asText(exchange)]).toEqual([[], asText(exchange)]);
  const files = stage.posts().flatMap(({ messages }) => messages.flatMap(({ attachments }) => attachments));
  for (const { bytes, name } of files) {
    const content = Buffer.from(bytes ?? new Uint8Array()).toString('latin1');
    expect([secretsIn(name + content, all), name]).toEqual([[], name]);
  }
  expect(secretsIn(logged, all)).toEqual([]);
}

const asking = ({ lounge }: DemoWorld): readonly string[] => [
  'enabled: true',
  'rating_tags: true',
  `channel: ${lounge.id}`,
  'form: [{ type: text, id: why, label: Why? }]',
];
const onBoard = (): string[] => [...(stage.sandbox.world.messages.get(stage.world.lounge.id) ?? [])].map(shown);

describe('the user of an anonymous ticket', () => {
  beforeEach(() => open(['anonymous_tickets: true', 'user_files: all', 'grace: 0s'], asking));

  test('is nobody for staff from the first message on', async () => {
    await openAnonymously();
    const [alias = ''] = /(?<=-# )\w+ \w+/.exec(inPost()[1] ?? '') ?? [];
    expect(post().title).toBe(`#1 · ${alias}`);
    expect(inPost().slice(1)).toEqual([`-# ${alias}\nHello`, `-# ${alias}\nI am ${alias}`]);
    expect(post().messages[0]?.embeds).toMatchObject([
      { title: alias, description: expect.stringContaining('wants to stay anonymous') as string },
    ]);
    expect(post().messages[0]?.attachments).toMatchObject([{ name: 'avatar.png' }]);
    expect(post().messages[1]?.attachments).toMatchObject([{ name: 'file.png', size: png.length }]);
    expectNothingTold();
  });

  test('stays nobody, whatever they do', async () => {
    await openAnonymously();
    const answer = robin.write(post().id, 'What happened?');
    await delivered(answer);
    const reply = zdenka.dm('This', { replyTo: lastDm(zdenka) });
    await delivered(reply);
    zdenka.edit(reply, `This, says <@!${zdenka.id}>, ${zdenka.id}`);
    const link = `https://discord.com/channels/@me/${reply.channelId}/${reply.id}`;
    const told = [
      zdenka.dm(`See ${link}`),
      zdenka.dm('', { forward: reply }),
      zdenka.dm('', { stickers: [stage.world.server.addSticker({ name: 'Wave', format: 'png' })] }),
      zdenka.dm('', { voice: { seconds: 2 } }),
      zdenka.dm('', { poll: { question: 'Which?', answers: ['One', 'Two'] } }),
      zdenka.dm('A scan', { files: [{ name: 'zdenka-passport.pdf', bytes: Buffer.from('%PDF-1.7 nothing') }] }),
      zdenka.dm('A film', { files: [{ name: 'zdenka-passport.mp4', size: 11 * mebibyte }] }),
    ];
    for (const message of told) await delivered(message);
    const gone = zdenka.dm('Forget this');
    await delivered(gone);
    zdenka.delete(gone);
    await stage.until(() => inPost().some((text) => text.includes('deleted by the user')), inPost);
    stage.world.server.removeMember(zdenka);
    stage.world.server.addMember(zdenka, { nick: 'Zdenkuschka' });
    zdenka.closeDms();
    const lost = robin.write(post().id, 'Are you there?');
    await delivered(lost, '❌');
    zdenka.openDms();
    expectNothingTold();
  });

  test('is nobody in what commands say and offer, and after a restart in the middle of it', async () => {
    await openAnonymously();
    const place = { channelId: post().id };
    stage.sandbox.faults.add({
      method: 'POST',
      route: '/channels/{channel_id}/messages',
      times: 3,
      when: 'after',
      effect: 'reset',
    });
    zdenka.dm('Killed here');
    await stage.restartBot();
    await stage.until(() => inPost().some((text) => text.includes('Killed here')), inPost);
    await robin.command('claim', {}, place);
    await robin.command('watch', {}, place);
    await robin.command('watch', {}, place);
    await robin.command('note', { text: 'Who is this?' }, place);
    zdenka.dm(`Guess: <@${zdenka.id}>`);
    await stage.until(() => inPost().some((text) => text.includes('The user has written')), inPost);
    await robin.command('unclaim', {}, place);
    expect(readAnswer(await robin.command('ticket', {}, { ...place, subcommand: 'info' }))).toContain('(anonymous)');
    const history = await robin.command('ticket', {}, { ...place, subcommand: 'history' });
    expect(readAnswer(history)).toContain('is anonymous: nothing is told of other tickets');
    for (const query of ['Hello', 'Guess', 'zdenka'])
      await robin.command('ticket', { query }, { ...place, subcommand: 'search' });
    await robin.command('close-request', {}, { ...place, subcommand: 'create' });
    await stage.until(() => readDms(zdenka).some((text) => text.includes('may this conversation be closed')));
    await zdenka.press(lastDm(zdenka), 'Close');
    await stage.until(() => shown(lastDm(zdenka)).includes('How was it?'));
    const asked = await zdenka.press(lastDm(zdenka), '4');
    if (asked.type !== 'modal') throw new Error(asked.type);
    await zdenka.submitModal(asked.modal, { why: `Since I am <@${zdenka.id}>` });
    await stage.until(() => onBoard().some((text) => text.includes('Since I am')), onBoard);
    await stage.until(() => post().archived && post().tags.includes('4 stars'), inPost);
    for (const text of ['', '1', 'zdenka'])
      for (const name of ['reopen', 'claim', 'note'])
        await robin.autocomplete(name, 'ticket', text, { channelId: stage.world.lounge.id });
    const reopened = await robin.command('reopen', { ticket: 1 }, { channelId: stage.world.lounge.id });
    if (reopened.type === 'deferred') await reopened.completed;
    await stage.until(() => !post().archived, inPost);
    expectNothingTold();
  });

  test('is nobody for whoever blacklists them, and opens no other ticket', async () => {
    await openAnonymously();
    const blacklist = async (subcommand: string, options: Record<string, OptionValue> = {}, channelId = post().id) =>
      readAnswer(await robin.command('blacklist', options, { channelId, subcommand }));
    expect(await blacklist('add', { reason: 'Rude' })).toContain('the user of ticket 1');
    expect(await blacklist('check')).toContain('the user of ticket 1');
    expect(await blacklist('list')).toContain('- the user of ticket 1');
    await robin.autocomplete('blacklist', 'ticket', '', { channelId: post().id, subcommand: 'check' });
    await robin.command('close', {}, { channelId: post().id });
    await stage.until(() => post().archived, inPost);
    const refused = zdenka.dm('Once more');
    await stage.until(() => reactionsOn(refused).join('') === '❌');
    expectNothingTold();
    // Only who is asked about by name is named.
    expect(await blacklist('check', { target: zdenka.id }, stage.world.lounge.id)).toContain('Not on the blacklist');
  });

  test('is told how to go on where nobody answers the question', async () => {
    zdenka.dm('Hello');
    await stage.until(() => zdenka.dmMessages().length === 2);
    const question = lastDm(zdenka);
    expect(shown(question)).toMatch(
      /^Shall your message be sent to \*\*Lantern Games\*\*\?\nSent anonymously, neither/,
    );
    expect(readAnswer(await zdenka.press(question, 'Cancel'))).toBe('All right. Nothing was sent.');
    expect(stage.posts()).toEqual([]);
  });

  test('has another name and picture in their next ticket, and none of the two counts for the other', async () => {
    await openAnonymously();
    await robin.command('close', {}, { channelId: post().id });
    await stage.until(() => post().archived);
    zdenka.dm('Again');
    await stage.until(() => shown(lastDm(zdenka)).includes('Shall'));
    await zdenka.press(lastDm(zdenka), 'Send');
    await stage.until(() => stage.posts().length === 2);
    await stage.until(() => (stage.posts()[1]?.messages.length ?? 0) === 2);
    const [first, second] = stage.posts();
    expect(second?.title).toBe('#2 · Zdenka Unverwechselbar');
    const embed = JSON.stringify(second?.messages[0]?.embeds);
    expect(embed).toContain('"value":"0"');
    expect(embed).not.toContain(first?.id);
  });
});

describe('what staff can ask of somebody', () => {
  /** Everything that the staff's commands say of a person, one after the other, with another name in place of theirs. */
  async function askedAbout(person: Person): Promise<readonly string[]> {
    const { lounge, manager } = stage.world;
    const answers: string[] = [];
    const ask = async (name: string, values: Record<string, string | boolean>, subcommand?: string): Promise<void> => {
      const place = subcommand === undefined ? {} : { subcommand };
      const answer = await manager.command(name, values, { channelId: lounge.id, ...place });
      const message = answer.type === 'deferred' ? await answer.completed : null;
      answers.push(`${name} ${subcommand ?? ''}: ${message === null ? readAnswer(answer) : shown(message)}`);
    };
    const target = person.id;
    await ask('blacklist', { target }, 'check');
    await ask('blacklist', { target, reason: 'Asked' }, 'add');
    await ask('blacklist', { target, reason: 'Asked again', expires: '2h' }, 'add');
    await ask('blacklist', { target }, 'check');
    await ask('blacklist', {}, 'list');
    await ask('blacklist', { target }, 'remove');
    await ask('blacklist', { target }, 'remove');
    await ask('snippet', { name: 'none', mention: target });
    await ask('ticket', { query: 'Hello' }, 'search');
    await ask('ticket', { query: target }, 'search');
    const listed = await manager.useMenu('Tickets of user', { person, place: { channelId: lounge.id } });
    answers.push(`Tickets of user: ${readAnswer(listed)}`);
    await ask('send', { user: target, message: 'About something else' });
    person.closeDms();
    await ask('send', { user: target, message: 'Are you there?' });
    person.openDms();
    return answers.map((text) => text.replaceAll(target, 'THEM').replaceAll(/<t:\d+:\w>/g, 'THEN'));
  }

  /** Of these, nothing is known. */
  function newcomer(username: string): Person {
    const person = createPerson(stage.sandbox, { username });
    stage.world.server.addMember(person);
    return person;
  }

  beforeEach(() => open(['anonymous_tickets: true', 'grace: 0s']));

  test('says the same of the user of an anonymous ticket and of a stranger', async () => {
    await openAnonymously();
    expect(await askedAbout(zdenka)).toEqual(await askedAbout(newcomer('stranger')));
  });

  test('says the same of them where no more conversations are to be begun', async () => {
    await openAnonymously();
    const send = async ({ id }: Person): Promise<string> => {
      const answer = await robin.command('send', { user: id, message: 'Hello' }, { channelId: stage.world.lounge.id });
      const message = answer.type === 'deferred' ? await answer.completed : null;
      return message === null ? readAnswer(answer) : shown(message);
    };
    for (let spent = 0; spent < 6; spent += 1) expect(await send(newcomer(`other${spent}`))).toContain('Sent');
    const refused = await send(newcomer('stranger'));
    expect(refused).toContain('only so many conversations');
    expect(await send(zdenka)).toBe(refused);
  });

  test('says the same of them once their ticket is blacklisted, and closed, and of what is done by its number', async () => {
    const place = { channelId: stage.world.lounge.id };
    const stranger = newcomer('stranger');
    await openAnonymously();
    const byNumber = async (ticket: number): Promise<string> =>
      readAnswer(await robin.command('blacklist', { ticket }, { ...place, subcommand: 'add' }));
    const first = await byNumber(1);
    await robin.command('close', {}, { channelId: post().id });
    await stage.until(() => post().archived);
    const named = await robin.command('blacklist', { target: zdenka.id }, { ...place, subcommand: 'check' });
    expect(readAnswer(named)).toContain('Not on the blacklist');
    const [ofAuthor, ofStranger] = [await askedAbout(zdenka), await askedAbout(stranger)];
    expect(ofAuthor).toEqual(ofStranger);
    // The ticket of somebody who isn't blacklisted, nor ever was.
    stranger.dm('Hello');
    await stage.until(() => shown(lastDm(stranger)).includes('Shall'));
    await stranger.press(lastDm(stranger), 'Send anonymously');
    await stage.until(() => stage.posts().length === 2);
    expect((await byNumber(2)).replaceAll('2', '1')).toBe(first);
    expectNothingTold({ isNamed: true });
  });
});

test('staff who are always anonymous are nobody for users', async () => {
  await open(['anonymous_replies: always', 'staff_alias: Harbour team']);
  const [mia] = stage.world.members;
  mia.dm('Hello');
  await stage.until(() => mia.dmMessages().length === 2);
  stage.world.server.addMember(zdenka, { roles: [stage.world.supportRole], nick: 'Zdenkuschka' });
  const first = zdenka.write(post().id, `I am <@${zdenka.id}>`, {
    files: [{ name: 'zdenka-passport.png', bytes: pictureBy('written into it by Z.') }],
  });
  await delivered(first);
  zdenka.edit(first, `I am ${zdenka.id}!`);
  await stage.until(() => shown(lastDm(mia)).endsWith('!'));
  const sent = await zdenka.command('send', { message: 'By command' }, { channelId: post().id });
  if (sent.type === 'deferred') await sent.completed;
  await zdenka.command('claim', {}, { channelId: post().id });
  await zdenka.command('note', { text: `By <@${zdenka.id}>` }, { channelId: post().id });
  mia.dm('Thanks');
  await stage.until(() => inPost().some((text) => text.includes('The user has written')), inPost);
  await zdenka.command('unclaim', {}, { channelId: post().id });
  await zdenka.command('close-request', {}, { channelId: post().id, subcommand: 'create' });
  await stage.until(() => readDms(mia).some((text) => text.includes('may this conversation')));
  await zdenka.command('close-request', {}, { channelId: post().id, subcommand: 'delete' });
  await zdenka.command('close', { comment: 'Done', 'notify-user': true }, { channelId: post().id });
  await stage.until(() => post().archived, inPost);
  const { 'the DM': _, ...all } = { ...secrets, 'the DM': '' };
  for (const exchange of toDms(stage.sandbox))
    expect([secretsIn(asText(exchange), all), asText(exchange)]).toEqual([[], asText(exchange)]);
  for (const { bytes = new Uint8Array(), name } of mia.dmMessages().flatMap(({ attachments }) => attachments)) {
    expect([secretsIn(name + Buffer.from(bytes ?? new Uint8Array()).toString('latin1'), all), name]).toEqual([
      [],
      name,
    ]);
  }
  expect(readDms(mia)[2]).toBe('-# Harbour team · Lantern Games\nI am Harbour team!');
});
