import { setTimeout as sleep } from 'node:timers/promises';
import type { Operator, ServerChoices } from '../../app.ts';
import { OperatorError } from '../../lib/errors.ts';
import { done } from '../output.ts';
import type { CliIo } from '../output.ts';
import type { Prompts } from './prompts.ts';
import type { InitOptions } from './run-init.ts';

/** What has a name and an ID. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What each step works with. `prompts` is `null` where nobody is to be asked. */
export interface Ground {
  readonly discord: Operator;
  readonly prompts: Prompts | null;
  readonly options: InitOptions;
  readonly io: CliIo;
}

const lookEveryMs = 2_000;
const elsewhere = 'elsewhere';

/** Sees to it that the bot may read what is written in servers, as far as that is wanted. */
export async function settleIntent({ discord, prompts, options, io }: Ground, readsMessages: boolean): Promise<void> {
  if (readsMessages) return done(io, 'The Message Content Intent is on.');
  const isWanted =
    options.enableIntent ??
    (await prompts?.yes('The Message Content Intent is off: the bot could read only what mentions it. Switch it on?'));
  if (isWanted === true) {
    await discord.allowMessageContent();
    return done(io, 'The Message Content Intent is switched on.');
  }
  io.stdout.write(
    '! The Message Content Intent is off: only what staff address to the user reaches them. --enable-intent switches it on.\n',
  );
}

/** The server that the bot is for; waits until the bot is in it. */
export async function chooseServer(ground: Ground, link: string): Promise<ServerChoices> {
  const { id, name } = await findServer(ground, link);
  const server = await ground.discord.server(id);
  if (server !== null) return server;
  throw new OperatorError('init.server', `The bot was removed from ${name} meanwhile.`, {
    hint: 'Invite it again, then run this again.',
  });
}

async function findServer(ground: Ground, link: string): Promise<Named> {
  const { discord, prompts, options, io } = ground;
  const present = await discord.servers();
  const { server: wanted } = options;
  if (wanted !== undefined)
    return present.find(({ id }) => id === wanted) ?? joined(ground, link, ({ id }) => id === wanted);
  const [only] = present;
  if (only === undefined) return joined(ground, link, () => true);
  if (prompts === null) {
    if (present.length === 1) return only;
    throw choose('The bot is in several servers. Which one is meant?', '--server', present);
  }
  const choices = present.map(({ id, name }) => ({ value: id, label: name }));
  const chosen = await prompts.one('Which server is it for?', [
    ...choices,
    { value: elsewhere, label: 'Another one', hint: 'the bot has to be invited to it' },
  ]);
  const known = new Set(present.map(({ id }) => id));
  const found = present.find(({ id }) => id === chosen);
  if (found !== undefined) return found;
  io.stdout.write('\n');
  return joined(ground, link, ({ id }) => !known.has(id));
}

/** Tells how the bot is invited, and waits for it. */
async function joined(ground: Ground, link: string, isMeant: (server: Named) => boolean): Promise<Named> {
  const { discord, prompts, options, io } = ground;
  io.stdout.write(`Invite the bot to your server. Open this, choose the server, and confirm:\n  ${link}\n`);
  const waitMs = options.wait ?? (prompts === null ? 0 : Infinity);
  const look = async (signal?: AbortSignal): Promise<Named> => {
    for (const giveUpAt = performance.now() + waitMs; ;) {
      signal?.throwIfAborted();
      const found = (await discord.servers()).find(isMeant);
      if (found !== undefined) return found;
      if (performance.now() >= giveUpAt) throw notJoined(options.server);
      await sleep(Math.min(lookEveryMs, Math.max(0, giveUpAt - performance.now())), undefined, { signal }).catch(
        () => {},
      );
    }
  };
  return prompts === null ? look() : prompts.during('Waiting for the bot to join …', look);
}

function notJoined(server: string | undefined): OperatorError {
  return new OperatorError(
    'init.server',
    `The bot isn't in ${server === undefined ? 'any server' : `the server ${server}`} yet.`,
    {
      hint: 'Invite it by the link above, then run this again; --wait 5m lets this command wait for it.',
    },
  );
}

/** The roles whose members are staff; none: whoever may moderate members. */
export async function chooseStaff({ prompts, options }: Ground, server: ServerChoices): Promise<Named[]> {
  const { roles } = server;
  const wanted =
    options.staffRole ??
    (roles.length === 0
      ? []
      : await prompts?.some(
          'Who is staff, besides those who may moderate members? (space selects, enter goes on)',
          roles.map(({ id, name }) => ({ value: id, label: name })),
        )) ??
    [];
  return wanted.map((id) => {
    const role = roles.find((one) => one.id === id);
    if (role === undefined) throw choose(`There is no role ${id} in ${server.name}.`, '--staff-role', roles);
    return role;
  });
}

/** The forum that holds the tickets; made where that is wanted. */
export async function chooseForum(ground: Ground, server: ServerChoices, staff: readonly Named[]): Promise<Named> {
  const { discord, options, io } = ground;
  const { forums } = server;
  const wanted = options.forum ?? (options.createForum === undefined ? await askForForum(ground, forums) : elsewhere);
  if (wanted !== elsewhere) {
    const forum = forums.find(({ id }) => id === wanted);
    if (forum === undefined) throw choose(`There is no forum ${wanted} in ${server.name}.`, '--forum', forums);
    return forum;
  }
  const name = typeof options.createForum === 'string' ? options.createForum : 'tickets';
  const before = forums.find((forum) => forum.name === name);
  if (before !== undefined) {
    // So that running this again makes no second one.
    done(io, `The forum #${name} is there already, and is used.`);
    return before;
  }
  const id = await discord.createForum(server.id, { name, staffRoles: staff.map((role) => role.id) });
  done(io, `The forum #${name} is made: only staff and the bot can see it.`);
  return { id, name };
}

async function askForForum({ prompts }: Ground, forums: readonly Named[]): Promise<string> {
  if (prompts === null)
    throw choose('Which forum is to hold the tickets? --create-forum makes one.', '--forum', forums);
  return prompts.one('Which forum is to hold the tickets?', [
    { value: elsewhere, label: 'A new one', hint: 'private, for staff and the bot' },
    ...forums.map(({ id, name }) => ({ value: id, label: `#${name}` })),
  ]);
}

/** The language of texts. */
export async function chooseLanguage({ prompts, options }: Ground): Promise<string> {
  const languages = { en: 'English', de: 'Deutsch', fr: 'Français' };
  const choices = Object.entries(languages).map(([value, label]) => ({ value, label }));
  const chosen = options.language ?? (await prompts?.one('In which language does the bot write?', choices)) ?? 'en';
  if (chosen in languages) return chosen;
  throw new OperatorError('init.language', `There are no texts in "${chosen}".`, {
    hint: 'Give --language one of these: en, de, fr.',
    exitCode: 2,
  });
}

function choose(sentence: string, option: string, choices: readonly Named[]): OperatorError {
  const list = choices.map(({ id, name }) => `  ${id}  ${name}`).join('\n');
  const hint =
    choices.length === 0
      ? `Give ${option} an ID: there is none to choose from yet.`
      : `Give ${option} one of these IDs.`;
  return new OperatorError('init.choice', list === '' ? sentence : `${sentence}\n${list}`, { hint, exitCode: 2 });
}
