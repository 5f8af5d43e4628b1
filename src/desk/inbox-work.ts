import type { LeftOut } from '../ticket/attached.ts';
import { draftLapsesAfterMs } from '../ticket/before-opening.ts';
import type { LookAtFiles, LookUpMember } from '../ticket/effects.ts';
import type { InboxEvent, UserWrote } from '../ticket/events.ts';
import type { DraftFor, Routing } from '../ticket/inbox.ts';
import type { PromptAnswered, PromptChosen, PromptFilledIn, PromptLapsed } from '../ticket/prompt-events.ts';
import { route } from '../ticket/route.ts';
import type { Rules } from '../ticket/rules.ts';
import type { Member, MessageId, ServerId, TicketId, UserId, Writing } from '../ticket/ticket.ts';
import { direct } from '../ticket/which-server.ts';
import type { Reply } from './command-work.ts';
import { concludeDraft, openTicketFor, queueForUser } from './draft-work.ts';
import { savePrompt, setPromptTimer } from './drafts.ts';
import { heedingFlood, noticeFlood } from './flood-work.ts';
import { leaveServer } from './gone-server.ts';
import { doorwayOf, inboxOf, serverMeant } from './inbox-facts.ts';
import { quoteInTicket } from './outside-work.ts';
import { applyTo, isOvertaken } from './ticket-work.ts';
import type { Work } from './work.ts';

/** Where something goes, and by which server's rules; `rules: null`: the server is still to be chosen. */
interface Routed {
  readonly routing: Routing;
  readonly rules: Rules | null;
}

/** A user wrote to the bot: their words are kept before anything else happens. */
export function userWrote(work: Work, event: UserWrote): void {
  const { store } = work;
  const { user, writing } = event;
  const { routing, rules } = routed(work, user.id, event, writing);
  const before = store.user(user.id);
  const isBegun = routing.to === 'draft' && (before?.draftFor ?? null) === null;
  store.saveUser({
    person: user,
    channelId: event.channelId,
    draftFor: routing.to === 'draft' ? draftFor(rules) : (before?.draftFor ?? null),
    refusedAt: refusedAt(work, routing, before?.refusedAt ?? null),
  });
  if (isBegun) store.forgetAbsences(user.id);
  rememberTold(work, routing, user.id, rules);
  store.sawMessage(event.channelId, writing.messageId);
  follow(work, routing, event, rules);
}

/** Discord said whether a user is a member: what waited in their draft goes on. */
export function memberLookedUp(work: Work, { userId, serverId }: LookUpMember, member: Member | null): void {
  if (member === null) work.store.saveAbsence(serverId, userId);
  goOn(work, userId, { type: 'memberLookedUp', userId, serverId, member });
}

/** So long a user waits for what Discord says of some server; those of which it says nothing by then aren't offered. */
const lookUpPatienceMs = 10_000;

/** Waits no longer than that, where something is known already. */
export function membersAwaited(work: Work, userId: UserId): void {
  const { store } = work;
  if (store.user(userId)?.draftFor !== 'undecided') return;
  const { doors } = doorwayOf(work, userId);
  const unknown = doors.filter(({ isMember }) => isMember === null);
  if (unknown.length === 0) return;
  if (!doors.some(({ isMember }) => isMember === true)) return awaitMembers(work, userId);
  for (const { id } of unknown) store.saveAbsence(id, userId);
  const [first] = unknown;
  if (first !== undefined) goOn(work, userId, { type: 'memberLookedUp', userId, serverId: first.id, member: null });
}

function awaitMembers({ timers, now }: Work, userId: UserId): void {
  timers.set(`members/${userId}`, now + lookUpPatienceMs, { type: 'membersAwaited', userId });
}

/** The files of a message that has nothing else were looked at: what waited in its draft goes on. */
export function filesLookedAt(
  work: Work,
  { userId, serverId, messageId }: LookAtFiles,
  refused: readonly LeftOut[],
): void {
  const draft = work.store.draft(userId);
  const writing = draft.find((one) => one.messageId === messageId);
  // The draft has ended some other way.
  if (writing === undefined) return;
  const others = draft.filter((one) => one !== writing);
  const routing = goOn(work, userId, { type: 'filesLookedAt', userId, serverId, writing, refused, others }, writing);
  if (routing.to === 'draft' && routing.refused !== undefined) work.store.reclassify(routing.refused, 'refused');
}

/** A user pressed a button of a question about their draft, chose something from its menus, or sent the form that it opened. */
export function promptAnswered(work: Work, event: PromptAnswered | PromptChosen | PromptFilledIn): Reply | null {
  const { store } = work;
  const prompt = store.prompt(event.userId);
  if (prompt?.id === event.promptId && event.type === 'promptChosen' && event.menu === 'server') {
    const meant = prompt.offered.find((id) => id === event.value);
    const user = store.user(event.userId);
    if (user !== null && meant !== undefined) store.saveUser({ ...user, draftFor: meant });
  }
  if (event.type === 'promptFilledIn') keepUpload(work, event);
  const routing = goOn(work, event.userId, event);
  if (routing.form !== undefined) return { answer: { to: 'form', form: routing.form }, entryId: null };
  return routing.answer === undefined ? null : { answer: { to: 'message', statement: routing.answer }, entryId: null };
}

/** What was uploaded joins the draft, in place of what an earlier try with the form had brought. */
function keepUpload({ store }: Work, { userId, promptId, upload }: PromptFilledIn): void {
  const prompt = store.prompt(userId);
  const user = store.user(userId);
  if (user === null || prompt?.id !== promptId || prompt.chosen !== null) return;
  for (const { messageId, isUpload } of store.draft(userId))
    if (isUpload === true) store.reclassify(messageId, 'ignored');
  if (upload === undefined) return;
  store.record({
    writing: upload,
    author: user.person,
    channelId: null,
    side: 'user',
    userId,
    ticketId: null,
    became: 'draft',
  });
}

/** Nobody answered a question about a draft. */
export function promptLapsed(work: Work, event: PromptLapsed): void {
  const prompt = work.store.prompt(event.userId);
  // While the bot was down, nobody could finish.
  const hasBeenTime = work.now - work.upSince >= draftLapsesAfterMs;
  if (prompt?.about === null && !hasBeenTime) return setPromptTimer(work, event.userId, prompt, work.upSince);
  goOn(work, event.userId, event);
}

/** What isn't a message of the user's own: what waits goes on by it. */
function goOn(
  work: Work,
  userId: UserId,
  event: Exclude<InboxEvent, UserWrote>,
  writing: Writing | null = null,
): Routing {
  const { routing, rules } = routed(work, userId, event, writing);
  const user = work.store.user(userId);
  if (user === null || routing.to === 'nowhere') {
    keepQuestion(work, userId, event, routing);
    return routing;
  }
  const now = routing.to === 'draft' ? { draftFor: draftFor(rules) } : {};
  work.store.saveUser({ ...user, ...now, refusedAt: refusedAt(work, routing, user.refusedAt) });
  rememberTold(work, routing, userId, rules);
  keepQuestion(work, userId, event, routing);
  if (routing.to === 'ticket') {
    work.store.saveConversation(userId, { ticketId: routing.ticketId, spokenAt: work.now });
    work.store.outside.overtaken(userId);
  }
  concludeDraft(work, user.person, routing, rules);
  return routing;
}

/** Where the question stands, whoever answers it tells. */
function keepQuestion({ store }: Work, userId: UserId, event: InboxEvent, routing: Routing): void {
  const prompt = store.prompt(userId);
  if (!('promptId' in event && 'messageId' in event) || prompt?.id !== event.promptId || routing.to === 'draft') return;
  const { messageId, language } = event;
  store.savePrompt(userId, { ...prompt, messageId, language });
}

function routed(work: Work, userId: UserId, event: InboxEvent, writing: Writing | null): Routed {
  leaveServer(work, userId);
  const meant = serverMeant(work, userId, writing);
  if (meant !== null) return routedIn(work, userId, meant, event, writing);
  const wasDropped = wasAnsweredBefore(work, event);
  const direction = direct({ ...doorwayOf(work, userId), wasDropped }, event, work.now);
  if (direction.to !== 'server') return { routing: direction, rules: null };
  const { serverId } = direction;
  const member = work.store.member(serverId, userId, 0);
  return routedIn(
    work,
    userId,
    serverId,
    event.type === 'memberLookedUp' ? { ...event, serverId, member } : event,
    writing,
  );
}

function routedIn(work: Work, userId: UserId, serverId: ServerId, event: InboxEvent, writing: Writing | null): Routed {
  const usual = work.rulesOf(serverId, userId);
  if (usual === null) return { routing: { to: 'nowhere' }, rules: null };
  const rules = heedingFlood(work, usual);
  // What Discord said about another server isn't what this one waits for.
  if (event.type === 'memberLookedUp' && event.serverId !== serverId) return { routing: { to: 'nowhere' }, rules };
  const facts = inboxOf(work, userId, rules, writing);
  const isLate = work.store.user(userId)?.draftFor === 'undecided' || facts.offered.length > 1;
  const unlooked = isLate ? work.store.draft(userId) : [];
  const inbox = { ...facts, unlooked, wasDropped: wasAnsweredBefore(work, event) };
  const routing = route(inbox, event, rules, work.now);
  noticeFlood(work, routing, rules);
  return { routing, rules };
}

function wasAnsweredBefore({ store }: Work, event: InboxEvent): boolean {
  return 'promptId' in event && store.recorded(event.promptId as MessageId)?.became === 'ignored';
}

function draftFor(rules: Rules | null): DraftFor {
  return rules?.serverId ?? 'undecided';
}

function refusedAt({ now }: Work, routing: Routing, before: number | null): number | null {
  return routing.to === 'refusal' && routing.isToldAgain && routing.isBarred !== true ? now : before;
}

function rememberTold({ store, now }: Work, routing: Routing, userId: UserId, rules: Rules | null): void {
  const isTold = routing.to === 'refusal' && routing.isToldAgain && routing.isBarred === true;
  if (isTold && rules !== null) store.blacklist.tell(rules.serverId, userId, now);
}

/** A choice among several open tickets holds while its ticket is the one that is written in. */
function keepSpeaking({ store }: Work, userId: UserId, ticketId: TicketId, spokenAt: number): void {
  const conversation = store.conversation(userId);
  if (conversation === null) return;
  if (conversation.ticketId === ticketId) store.saveConversation(userId, { ticketId, spokenAt });
  else store.endConversation(userId);
}

/** Carries out where a user's message goes. */
function follow(work: Work, routing: Routing, event: UserWrote, rules: Rules | null): void {
  const { user, writing } = event;
  const record = (became: 'draft' | 'relayed' | 'refused', ticketId: TicketId | null): void =>
    work.store.record({
      writing,
      author: user,
      channelId: event.channelId,
      side: 'user',
      userId: user.id,
      ticketId,
      became,
    });
  switch (routing.to) {
    case 'ticket':
      record('relayed', routing.ticketId);
      keepSpeaking(work, user.id, routing.ticketId, writing.writtenAt);
      if (rules !== null) quoteInTicket(work, routing.ticketId, writing, rules);
      applyTo(work, routing.ticketId, { ...event, isOvertaken: isOvertaken(work, routing.ticketId, writing) });
      return;
    case 'draft':
      record('draft', null);
      if (rules === null && routing.effects.some(({ type }) => type === 'lookUpMember')) awaitMembers(work, user.id);
      if (routing.prompt !== null) savePrompt(work, user.id, routing.prompt);
      queueForUser(work, user.id, routing.effects);
      return;
    case 'delivered':
      record('relayed', routing.ticketId);
      return;
    case 'newTicket':
      if (rules === null) return;
      record('relayed', openTicketFor(work, user, { ...routing, writings: [writing], prompt: null }, rules));
      return;
    case 'refusal':
      record('refused', null);
      queueForUser(work, user.id, routing.effects);
      return;
    case 'reopening':
    case 'dropped':
    case 'nowhere':
      return;
  }
}
