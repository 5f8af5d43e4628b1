import { expect } from 'vitest';
import type { DemoStage } from '../demo-stage.ts';
import { goTo, returnTo, say } from './going.ts';
import type { ByHand } from './use.ts';

/** A form that is longer than the room for it scrolls: the button that runs the command is in sight. */
async function fitsInNarrow(stage: DemoStage): Promise<void> {
  const height = 800;
  await stage.page.setViewportSize({ width: 390, height });
  await stage.page.getByRole('tab', { name: /^Staff/ }).click();
  await stage.command('close-request create');
  const run = await stage.staffSide().getByRole('button', { name: 'Run /close-request create' }).boundingBox();
  expect((run?.y ?? height) + (run?.height ?? 0)).toBeLessThan(height);
  await stage.staffSide().getByRole('button', { name: 'Cancel' }).click();
  await stage.page.setViewportSize({ width: 1280, height });
}

/** Ticket 1, of Mia, from its first message on. */
export const inATicket: readonly ByHand[] = [
  { otherwise: say('member', 'Hello?'), staff: 'Hello?' },

  { command: 'claim', options: { ticket: '1' }, staff: 'Robin handles this ticket.' },
  { command: 'watch', as: 'Sam', options: { ticket: '1' }, staff: 'You are pinged when the user of ticket 1' },
  { command: 'unclaim', options: { ticket: '1' }, staff: 'Robin doesn’t handle this ticket any more.' },
  { command: 'note', options: { text: 'A regular', ticket: '1' }, staff: 'It stays here.' },

  { command: 'send', options: { message: 'Is it on?', 'anonym-override': 'True' }, member: 'Is it on?' },
  { menu: 'Edit reply', on: 'Is it on?', form: { Message: 'Is it plugged in?' }, member: 'Is it plugged in?' },
  {
    menu: 'Delete reply',
    on: 'Is it plugged in?',
    next: (stage) => stage.directMessages().getByText('Is it plugged in?').waitFor({ state: 'detached' }),
  },
  {
    command: 'send',
    options: { user: 'Jonas', message: 'Hello', 'anonym-override': 'True' },
    staff: 'Leave anonym-override out.',
  },
  { command: 'send', options: { user: 'Jonas', message: 'Hello Jonas' }, staff: 'a message that belongs to no ticket' },
  { command: 'send', options: {}, form: { Message: 'A longer answer' }, member: 'A longer answer' },

  { otherwise: say('staff', '// the refund is on its way') },
  { menu: 'Send to user', on: 'the refund', member: 'the refund is on its way' },
  { menu: 'Message user', on: 'the refund', form: { Message: 'To yourself' }, staff: 'belongs to no ticket' },
  { menu: 'Tickets of user', on: 'the refund', staff: 'has no tickets under their own name.' },

  { command: 'ticket info', options: { ticket: '1' }, staff: '1 message of the user' },
  { command: 'ticket history', options: { ticket: '1' }, staff: /no other tickets/ },
  {
    command: 'ticket search',
    options: { query: 'refund' },
    staff: 'What says “refund”',
    next: async (stage) => {
      await stage.openPost().getByText('Robin used /ticket search').waitFor();
      await stage
        .openPost()
        .locator('.mention', { hasText: /^#1 · Mia$/ })
        .last()
        .waitFor();
    },
  },
  { command: 'ticket transcript', options: { ticket: '1' }, staff: 'Open the file in a browser.' },

  { otherwise: fitsInNarrow },
  {
    command: 'close-request create',
    options: { comment: 'All well?', 'share-comment': 'True', 'close-time': '5 min', ticket: '1' },
    staff: '10 minutes are the shortest time',
    member: 'All well?',
  },
  { command: 'close-request delete', options: { ticket: '1' }, staff: 'Robin withdrew the close request.' },
  {
    command: 'close-request create',
    options: { comment: 'Only for the staff', 'share-comment': 'False' },
    staff: 'Only for the staff',
    member: 'may this conversation be closed?',
    next: async (stage) => expect(await stage.directMessages().getByText('Only for the staff').count()).toBe(0),
  },
  { command: 'close', options: {}, staff: 'has not answered yet' },
  { otherwise: say('member', 'Not yet'), staff: 'the close request is no longer needed' },

  { command: 'close', options: { in: 'soon' }, staff: 'soon is no time.' },
  { command: 'close', options: { in: '2 hours', ticket: '1' }, staff: 'unless a message is relayed before' },
  { otherwise: say('member', 'Wait'), staff: 'this ticket is not closed at the planned time' },
  {
    command: 'close',
    options: { comment: 'Rude', 'share-comment': 'False', 'notify-user': 'True' },
    staff: 'Closed by @Robin.',
    member: 'was closed',
    next: async (stage) => expect(await stage.directMessages().getByText('Rude').count()).toBe(0),
  },
  { otherwise: goTo('# lounge') },
  {
    command: 'reopen',
    options: { ticket: '1', reason: 'There is more', 'reason-visible': 'True' },
    staff: 'Ticket 1 is open again.',
    member: 'There is more',
  },
  { command: 'reopen', options: { ticket: { typed: '1' } }, staff: 'Ticket 1 is open.' },
  { otherwise: returnTo('Mia'), staff: 'Opened again by @Robin.' },
];
