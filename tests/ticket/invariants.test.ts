import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../../src/ticket/decide.ts';
import type { Decision } from '../../src/ticket/decision.ts';
import { sideOf } from '../../src/ticket/effects.ts';
import type { Effect } from '../../src/ticket/effects.ts';
import type { FailureReason, TicketEvent } from '../../src/ticket/events.ts';
import { openTicket } from '../../src/ticket/opening.ts';
import type { ChannelId, MessageId, Ticket, TicketId } from '../../src/ticket/ticket.ts';
import {
  categoryWith,
  closeCommanded,
  closeRequestAnswered,
  closeRequested,
  closeRequestWithdrawn,
  closingConfirmed,
  closingDue,
  feedbackRated,
  feedbackSent,
  handlingCommanded,
  noteWritten,
  now,
  messageTyped,
  moveCommanded,
  openingWith,
  postId,
  relayedBy,
  rulesWith,
  staffWrote,
  userWrote,
  writingOf,
} from '../support/tickets.ts';
import { hostileText } from './hostile-text.ts';
import { smallTextIn } from './reading.ts';
import { tagsOf } from '../../src/ticket/post-tags.ts';

const feedback = { thankYou: null, form: [], channelId: '600' as ChannelId, ratingTags: true };
const categories = [categoryWith('lost'), categoryWith('found', { pings: [{ role: '77' }] })];
const rules = rulesWith({ closeMessage: ['Bye'], feedback, remindAfterMs: 0, closeAfterMs: 0, categories });
const order = { open: 0, closing: 1, closed: 2 } as const;

/** A ticket on its way, with what is still to be done for it. */
interface Course {
  readonly ticket: Ticket;
  readonly waiting: readonly Effect[];
}

/** The next thing that happens: an event, or what comes of one of the effects that wait. */
type Step =
  | { readonly type: 'event'; readonly event: TicketEvent }
  | { readonly type: 'outcome'; readonly pick: number; readonly failure: FailureReason | null };

const failures = ['closedDms', 'noSharedServer', 'gone', 'forbidden', 'tooLarge', 'refused'] as const;
const text = fc.oneof(fc.constantFrom('Hello', '// note', ''), hostileText);
const outcome = fc.record({
  type: fc.constant('outcome' as const),
  pick: fc.nat(),
  failure: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constantFrom(...failures)),
});
const event: fc.Arbitrary<TicketEvent> = fc.oneof(
  { weight: 4, arbitrary: text.map((written) => userWrote(written)) },
  { weight: 4, arbitrary: fc.tuple(text, fc.boolean()).map(([written, isBot]) => staffWrote(written, {}, { isBot })) },
  fc
    .record({
      comment: fc.option(fc.constant('Solved')),
      shareComment: fc.boolean(),
      notifyUser: fc.boolean(),
      inMs: fc.constantFrom(null, null, 0, 3_600_000),
    })
    .map((changes) => closeCommanded(changes)),
  text.map((typed) => messageTyped(typed)),
  fc.constantFrom(null, 60_000, 3_600_000).map((closeInMs) => closeRequested({ closeInMs })),
  fc.constantFrom<TicketEvent>(
    closeRequestWithdrawn(),
    closingConfirmed(),
    closeRequestAnswered('close'),
    closeRequestAnswered('keep'),
    closingDue('close1'),
    closingDue('request1'),
    { type: 'silenceDue', ticketId: 7 as TicketId },
  ),
  fc.constantFrom(1, 5).map((rating) => feedbackRated(rating)),
  fc.constant<TicketEvent>(feedbackSent()),
  fc.constantFrom<TicketEvent>(
    handlingCommanded('claimCommanded'),
    handlingCommanded('unclaimCommanded'),
    handlingCommanded('watchCommanded'),
    noteWritten('A note'),
    moveCommanded('lost'),
    moveCommanded('found'),
    moveCommanded('nowhere'),
  ),
  fc.constant<TicketEvent>({ type: 'postOpened', postId }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  event.map((happened) => ({ type: 'event' as const, event: happened })),
  outcome,
);

function begin(): Course {
  const { ticket, effects } = openTicket(openingWith(writingOf('Hello')), rules, now);
  return { ticket, waiting: effects.map(({ effect }) => effect) };
}

function eventOf(next: Step, { waiting }: Course): TicketEvent | null {
  if (next.type === 'event') return next.event;
  const effect = waiting[next.pick % Math.max(1, waiting.length)];
  if (effect === undefined) return null;
  return next.failure === null
    ? { type: 'delivered', effect, messageId: 'c1' as MessageId }
    : { type: 'deliveryFailed', effect, reason: next.failure };
}

function follow({ waiting }: Course, happened: TicketEvent, decision: Decision): Course {
  const left = 'effect' in happened ? waiting.filter((effect) => effect !== happened.effect) : waiting;
  return { ticket: decision.ticket, waiting: [...left, ...decision.effects.map(({ effect }) => effect)] };
}

/** Runs a ticket's course and shows each decision. */
function run(
  steps: readonly Step[],
  watch: (before: Ticket, happened: TicketEvent, decision: Decision) => void,
): Course {
  return steps.reduce((course, next) => {
    const happened = eventOf(next, course);
    if (happened === null) return course;
    const decision = decide(course.ticket, happened, rules, now);
    watch(course.ticket, happened, decision);
    return follow(course, happened, decision);
  }, begin());
}

function forEveryCourse(watch: (before: Ticket, happened: TicketEvent, decision: Decision) => void): void {
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => void run(steps, watch)));
}

function effectsOf({ effects }: Decision): Effect[] {
  return effects.map(({ effect }) => effect);
}

test('a ticket only ever goes from open to closing to closed, and has an end exactly then', () => {
  forEveryCourse((before, _, { ticket }) => {
    expect(order[ticket.status]).toBeGreaterThanOrEqual(order[before.status]);
    expect(ticket.closedAt === null).toBe(ticket.status === 'open');
  });
});

test('only a user whose turn it is, in an open ticket, is held to be silent', () => {
  forEveryCourse((_, __, { ticket }) => {
    if (ticket.silence !== null) expect([ticket.status, ticket.activity]).toEqual(['open', 'awaitingResponse']);
  });
});

test('a ticket that isn’t open relays nothing and changes no turn', () => {
  forEveryCourse((before, _, decision) => {
    if (before.status === 'open') return;
    expect(relayedBy(decision.effects)).toEqual([]);
    expect(decision.record).not.toBe('relayed');
    expect(decision.ticket.activity).toBe(before.activity);
  });
});

test('what is relayed goes to the other side alone, in parts numbered from the first to the last, each within the limit', () => {
  forEveryCourse((_, happened, decision) => {
    const copies = effectsOf(decision).flatMap((effect) =>
      'body' in effect && effect.body.type === 'relayed' ? [effect] : [],
    );
    expect(copies.length > 0).toBe(decision.record === 'relayed');
    const other = happened.type === 'userWrote' ? 'post' : 'user';
    expect(copies.filter((copy) => sideOf(copy) !== other)).toEqual([]);
    expect(copies.map((copy) => copy.source?.part)).toEqual(copies.map((_copy, index) => index + 1));
    expect(copies.filter((copy) => copy.source?.parts !== copies.length)).toEqual([]);
    for (const content of relayedBy(decision.effects)) {
      expect(content.length).toBeLessThanOrEqual(2000);
      expect(content).toMatch(/^-# \S/);
      for (const client of ['desktop', 'mobile'] as const) expect(smallTextIn(content, client)).toHaveLength(1);
    }
  });
});

test('everything that is written is relayed, kept as a note, ignored or refused; what is refused is answered', () => {
  forEveryCourse((_, happened, decision) => {
    const isWritten = happened.type === 'userWrote' || happened.type === 'staffWrote';
    const isTyped = happened.type === 'messageTyped' && decision.answer?.to === 'later';
    const isNoted = happened.type === 'noteWritten' && !JSON.stringify(decision.answer).includes('postIsGone');
    expect(decision.record !== undefined).toBe(isWritten || isTyped || isNoted);
    if (decision.record !== 'refused' || !('writing' in happened)) return;
    const answers = effectsOf(decision).filter((effect) => 'replyTo' in effect && effect.replyTo !== null);
    expect(answers.map((answer) => 'replyTo' in answer && answer.replyTo)).toEqual([happened.writing.messageId]);
  });
});

test('the tags are changed when the turn changes, or the user is asked for the closing, last and only then', () => {
  forEveryCourse((before, _, decision) => {
    const { ticket } = decision;
    const types = decision.effects.map(({ effect }) => effect.type);
    expect(types.slice(0, -1)).not.toContain('setTags');
    const areOthers = JSON.stringify(tagsOf(before)) !== JSON.stringify(tagsOf(ticket));
    expect(types.at(-1) === 'setTags').toBe(ticket.status === 'open' && areOthers);
    const last = decision.effects.at(-1)?.effect;
    if (last?.type === 'setTags') expect(last.tags).toEqual(tagsOf(ticket));
  });
});

test('whatever is said in a post that isn’t open is followed by archiving it', () => {
  forEveryCourse((before, happened, decision) => {
    const inPost = effectsOf(decision).filter(
      (effect) =>
        effect.type !== 'lookUpMember' &&
        effect.type !== 'lookAtFiles' &&
        effect.type !== 'openDm' &&
        effect.type !== 'answerLater' &&
        effect.type !== 'showFeedback' &&
        effect.type !== 'showPanel' &&
        sideOf(effect) === 'post',
    );
    // A receipt opens no post; Discord refuses it where it comes too late.
    // What is shown there as staff's goes before the archiving that still waits.
    const isShown = (effect: Effect) => effect.type === 'sendAsStaff' && before.status === 'closing';
    const said = inPost.filter((effect) => effect.type !== 'react' && !isShown(effect));
    if (decision.ticket.status === 'open' || said.length === 0) return;
    expect(said.at(-1)?.type).toBe('archivePost');
    if (said.length > 1) expect(said[0]?.type === 'wakePost').toBe(before.status !== 'open');
    // What staff typed may reach the user, and so be shown, when the ticket is closed already.
    if (happened.type === 'delivered') expect(happened.effect).toHaveProperty('typed');
  });
});

const commands: readonly string[] = [
  'messageTyped',
  'closeCommanded',
  'closeRequested',
  'closeRequestWithdrawn',
  'closingConfirmed',
  'closeRequestAnswered',
  'feedbackRated',
  'feedbackSent',
  'claimCommanded',
  'unclaimCommanded',
  'watchCommanded',
  'noteWritten',
  'moveCommanded',
];

test('whoever watches is pinged by what the user writes, once, and by nothing else', () => {
  forEveryCourse((before, { type }, decision) => {
    const said = JSON.stringify(decision.effects);
    const isPinged = type === 'userWrote' && decision.record === 'relayed' && before.watchers.length > 0;
    expect(said.split('"userHasWritten"').length - 1).toBe(isPinged ? 1 : 0);
    if (isPinged) expect(decision.ticket.watchers).toEqual([]);
  });
});

test('a plan to close a ticket is made by staff, and ends with whatever is relayed, or with the ticket', () => {
  forEveryCourse((before, happened, { ticket, record }) => {
    const isPlanned = ticket.closePlan !== null;
    if (isPlanned) expect(ticket.status).toBe('open');
    if (record === 'relayed') expect(isPlanned).toBe(false);
    if (isPlanned && before.closePlan === null) expect(['closeCommanded', 'closeRequested']).toContain(happened.type);
  });
});

test('only a ticket that was closed is rated; a rating stays, and nothing changes once the form is sent', () => {
  forEveryCourse((before, { type }, { ticket }) => {
    const [earlier, later] = [before.feedback, ticket.feedback];
    // A form is taken in any case: somebody wrote it.
    if (earlier === null && later !== null && type !== 'feedbackSent') expect(ticket.status).not.toBe('open');
    if (earlier !== null && earlier.rating !== null) expect(later?.rating ?? null).not.toBeNull();
    // Where it stands may be heard of late.
    const places = { messageId: later?.messageId, noticeId: later?.noticeId };
    if (earlier !== null && earlier.sentAt !== null) expect(later).toEqual({ ...earlier, ...places });
  });
});

test('commands and buttons are answered, and nothing else is', () => {
  forEveryCourse((_, happened, { answer }) => {
    expect(answer !== undefined).toBe(commands.includes(happened.type));
  });
});

test('the same gives the same, and nothing that came in is changed', () => {
  forEveryCourse((before, happened, decision) => {
    const again = structuredClone({ before, happened });
    expect(decide(again.before, again.happened, rules, now)).toEqual(decision);
    expect(again).toEqual({ before, happened });
  });
});

test.each([null, ...failures])('a course comes to an end, though everything fails or nothing does (%s)', (failure) => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
      let course = run(steps, () => {});
      for (let left = 1000; course.waiting.length > 0; left -= 1) {
        expect(left).toBeGreaterThan(0);
        const happened = eventOf({ type: 'outcome', pick: 0, failure }, course);
        if (happened !== null) course = follow(course, happened, decide(course.ticket, happened, rules, now));
      }
      expect(course.ticket.status).not.toBe('closing');
    }),
  );
});
