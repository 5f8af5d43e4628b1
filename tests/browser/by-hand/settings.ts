import type { DemoStage } from '../demo-stage.ts';
import { be, goTo, returnTo, say } from './going.ts';
import type { ByHand } from './use.ts';

const as = 'Alex';

/** The address of the message that the newest answer leads to. */
const panelLink = async (stage: DemoStage): Promise<string> => {
  const link = stage.openPost().locator('.message', { hasText: 'The panel stands here' }).last().locator('.place-link');
  return (await link.getAttribute('title')) ?? '';
};

/** What managers set, in a server with a ticket of Mia. */
export const settings: readonly ByHand[] = [
  { otherwise: say('member', 'Hello?'), staff: 'Hello?' },

  {
    command: 'config snippets add',
    as,
    options: { name: 'welcome', 'only-tickets': 'True' },
    form: { welcome: 'Hello {user.name}!' },
    staff: 'The snippet welcome was added.',
  },
  {
    command: 'config snippets add',
    as,
    options: { name: 'Welcome!' },
    staff: "Welcome! can't be the name of a snippet",
  },
  { command: 'snippet', options: { name: 'welcome', anonymous: 'True', 'as-embed': 'True' }, member: 'Hello Mia!' },
  {
    command: 'snippet',
    options: { name: 'welcome', mention: 'Jonas', hidden: 'True' },
    staff: "In a ticket's post a snippet goes to the user.",
  },
  { otherwise: goTo('# lounge') },
  { command: 'snippet', options: { name: 'welcome' }, staff: 'is only for tickets' },
  {
    command: 'config snippets edit',
    as,
    options: { name: 'welcome', 'only-tickets': 'False' },
    form: { welcome: 'Welcome, {user.name}!' },
    staff: 'The snippet welcome was changed.',
  },
  { command: 'config snippets list', as, staff: 'Snippets, page 1 of 1' },
  {
    command: 'snippet',
    options: { name: 'welcome', mention: 'Jonas', 'as-embed': 'True', hidden: 'True' },
    staff: 'Welcome, Jonas!',
  },
  { command: 'snippet', options: { name: 'welcome', anonymous: 'True' }, staff: 'Leave anonymous out.' },
  { command: 'config snippets remove', as, options: { name: 'welcome' }, staff: 'The snippet welcome was removed.' },

  { command: 'config panel', as, options: { channel: 'contact' }, staff: 'The panel stands here' },
  {
    command: 'config panel',
    as,
    options: { message: panelLink },
    staff: 'The panel shows what the configuration says',
  },
  { command: 'config panel', as, options: { message: 'there' }, staff: 'must be the link to a message' },

  { command: 'config set', as, options: { key: 'receipts', value: 'false' }, staff: 'receipts is false from now on.' },
  {
    command: 'config set',
    as,
    options: { key: 'receipts', value: { typed: 'perhaps' } },
    staff: 'receipts can’t be perhaps.',
  },
  { command: 'config show', as, staff: 'Managers can set this with' },
  { command: 'config reset', as, options: { key: 'receipts' }, staff: 'The configuration file holds again' },

  { otherwise: be('Jonas') },
  { command: 'config pause', as, options: { for: '40 days' }, staff: 'lasts at most 31 days' },
  {
    command: 'config pause',
    as,
    options: { for: '2h', reason: 'We are moving.' },
    staff: 'No new tickets until',
    next: say('member', 'Anybody there?'),
    member: 'We are moving.',
  },
  { command: 'config resume', as, staff: 'New tickets are taken again.' },

  {
    command: 'blacklist add',
    options: { target: 'Jonas', reason: 'Rude words', expires: '7 days' },
    staff: 'On the blacklist until',
    next: say('member', 'And now?'),
    member: 'Rude words',
  },
  {
    command: 'blacklist add',
    options: { ticket: '1', reason: 'Spam' },
    staff: 'Now on the blacklist: the user of ticket 1',
  },
  { command: 'blacklist add', options: { target: 'Jonas', ticket: '1' }, staff: 'Name either a target or a ticket' },
  { command: 'blacklist add', options: { target: 'Jonas', expires: 'never' }, staff: 'never is no time.' },
  { command: 'blacklist check', options: { target: 'Jonas' }, staff: /^🚫 On the blacklist: @?Jonas/ },
  { command: 'blacklist check', options: { ticket: '1' }, staff: /^🚫 On the blacklist: the user of ticket 1/ },
  { command: 'blacklist list', staff: 'The blacklist: 2 entries, page 1 of 1' },
  { command: 'blacklist remove', options: { ticket: '1' }, staff: 'No longer on the blacklist: the user of ticket 1' },
  { command: 'blacklist remove', options: { target: 'Jonas' }, staff: /No longer on the blacklist: @?Jonas/ },
  { command: 'blacklist add', options: { target: 'Manager' }, staff: 'members with' },
  { command: 'blacklist clear', staff: 'Only managers can do this.' },
  {
    command: 'blacklist clear',
    as,
    next: (stage) => stage.openPost().getByRole('button', { name: 'Remove all' }).click(),
    staff: '1 entry was removed',
  },
  { otherwise: returnTo('Mia') },
];
