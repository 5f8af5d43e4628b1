import type { DemoStage } from '../demo-stage.ts';
import { be, goTo, memberIn, returnTo, say } from './going.ts';
import type { ByHand } from './use.ts';

async function openBoatTicket(stage: DemoStage): Promise<void> {
  const dms = stage.directMessages();
  const question = dms.locator('.message', { hasText: 'Choose the server' });
  await question.getByRole('combobox', { name: 'Which server?' }).selectOption('Paper Boats');
  await dms.getByRole('combobox', { name: 'What is it about?' }).selectOption({ index: 1 });
  await dms.getByRole('button', { name: 'Send', exact: true }).click();
  await dms.getByText('Message sent to Paper Boats').waitFor();
}

/** Of a member of two servers, one of them with categories: a ticket, and their own commands. */
export const twoServers: readonly ByHand[] = [
  { otherwise: be('Yuki') },
  { otherwise: say('member', 'My boat is gone.'), next: openBoatTicket },
  { otherwise: returnTo('Boats #1'), staff: 'My boat is gone.' },
  {
    command: 'ticket move',
    options: { category: 'A boat that sank', ticket: '1' },
    staff: 'Robin moved this ticket from Folding to A boat that sank.',
  },
  { command: 'ticket move', options: { category: 'A boat that sank' }, staff: 'is in A boat that sank already' },
  {
    command: 'contact',
    options: { user: 'Yuki', category: 'Folding', message: 'About your other boat' },
    staff: 'Sent; ticket 2 is open.',
    member: 'About your other boat',
  },
  { command: 'contact', options: { user: 'Mia', message: 'Hello' }, staff: 'That person is no member of Paper Boats' },
  { otherwise: goTo('# lounge') },
  { command: 'contact', options: { user: 'Yuki' }, form: { Message: 'Your lantern' }, member: 'Your lantern' },

  { command: 'help', side: 'member', member: 'Your 3 open conversations:' },
  {
    command: 'preferences auto-redirect',
    side: 'member',
    options: { enabled: 'False' },
    member: 'you are asked which one you mean',
  },
  {
    otherwise: say('member', 'Which one?'),
    next: (stage) => stage.directMessages().getByRole('button', { name: 'Cancel' }).last().click(),
    member: 'All right. Nothing was sent.',
  },
  {
    command: 'preferences auto-redirect',
    side: 'member',
    options: { enabled: 'True' },
    member: 'goes to the one that was active last',
  },
  { command: 'create-ticket', side: 'member', member: 'you are asked which server it is for' },
  {
    command: 'preferences language',
    side: 'member',
    options: { language: 'Français' },
    member: 'the bot writes to you in Français',
  },
  { otherwise: memberIn('# lounge') },
  { command: 'create-ticket', side: 'member', member: 'You have an open conversation with Lantern Games already' },
  { command: 'help', side: 'member', member: 'Write to this bot by direct message' },
  { otherwise: be('Jonas') },
  { otherwise: memberIn('# lounge') },
  { command: 'create-ticket', side: 'member', member: 'Write your message in your direct messages with me' },
];
