import type { Frame, ModalView, PersonView, Update } from '../protocol.ts';
import type { Conversation, Model, Side } from './model.ts';
import { memberChannel } from './select.ts';

/** What can happen to the page. */
export type PageEvent =
  | { type: 'updated'; update: Update }
  | { type: 'connectionChanged'; connected: boolean }
  | { type: 'widthChanged'; narrow: boolean }
  | { type: 'sideShown'; side: Side }
  | { type: 'memberChosen'; personId: string }
  | { type: 'staffChosen'; personId: string }
  | { type: 'memberPlaceChosen'; channelId: string | null }
  | { type: 'postOpened'; postId: string | null }
  | { type: 'drafted'; conversation: string; text: string }
  | { type: 'filesChosen'; conversation: string; files: readonly File[] }
  | { type: 'replyChosen'; conversation: string; messageId: string | null }
  | { type: 'editChosen'; conversation: string; messageId: string | null }
  | { type: 'answerDismissed'; messageId: string }
  | { type: 'noticed'; conversation: string; text: string }
  | { type: 'noticeDismissed'; conversation: string }
  | { type: 'modalOpened'; view: ModalView; conversation: Conversation }
  | { type: 'modalClosed' };

/** The page after an event. Pure: what is visible afterwards counts as read. */
export function reduce(model: Model, event: PageEvent): Model {
  return markVisibleAsRead(apply(model, event));
}

function apply(model: Model, event: PageEvent): Model {
  switch (event.type) {
    case 'updated':
      return applyUpdate(model, event.update);
    case 'connectionChanged':
      return { ...model, connected: event.connected };
    case 'widthChanged':
      return { ...model, narrow: event.narrow };
    case 'sideShown':
      return { ...model, side: event.side };
    case 'memberChosen':
      return { ...model, memberId: event.personId };
    case 'staffChosen':
      return { ...model, staffId: event.personId };
    case 'memberPlaceChosen':
      return { ...model, memberPlaceId: event.channelId };
    case 'postOpened':
      return { ...model, postId: event.postId };
    case 'drafted':
      return { ...model, drafts: { ...model.drafts, [event.conversation]: event.text } };
    case 'filesChosen':
      return { ...model, files: { ...model.files, [event.conversation]: event.files } };
    case 'replyChosen':
      return { ...model, replies: { ...model.replies, [event.conversation]: event.messageId } };
    case 'editChosen':
      return { ...model, edits: { ...model.edits, [event.conversation]: event.messageId } };
    case 'answerDismissed':
      return { ...model, dismissed: [...model.dismissed, event.messageId] };
    case 'noticed':
      return { ...model, notices: { ...model.notices, [event.conversation]: event.text } };
    case 'noticeDismissed':
      return { ...model, notices: without(model.notices, event.conversation) };
    case 'modalOpened':
      return { ...model, modal: { view: event.view, conversation: event.conversation } };
    case 'modalClosed':
      return { ...model, modal: null };
  }
}

function without(notices: Model['notices'], conversation: string): Model['notices'] {
  return Object.fromEntries(Object.entries(notices).filter(([key]) => key !== conversation));
}

function applyUpdate(model: Model, update: Update): Model {
  const frame = update.frame ?? model.frame;
  const logs = update.type === 'everything' ? {} : { ...model.logs };
  for (const [channelId, messages] of Object.entries(update.logs)) {
    if (messages === null) delete logs[channelId];
    else logs[channelId] = messages;
  }
  return chooseDefaults({ ...model, frame, logs }, model.frame);
}

/** The visitor starts as somebody on each side, and the first post ever opens by itself where there is room for it. */
function chooseDefaults(model: Model, before: Frame | null): Model {
  const { frame } = model;
  const people = frame?.people ?? [];
  const hadPosts = (before?.posts.length ?? 0) > 0;
  const firstPost = model.narrow || hadPosts ? undefined : frame?.posts[0];
  return {
    ...model,
    memberId: stillThere(model.memberId, people) ?? people.find((person) => !person.staff)?.id ?? null,
    staffId: stillThere(model.staffId, people) ?? people.find((person) => person.staff)?.id ?? null,
    postId: isThere(model.postId, frame) ? model.postId : (firstPost?.id ?? null),
  };
}

function isThere(id: string | null, frame: Frame | null): boolean {
  return [...(frame?.posts ?? []), ...(frame?.textChannels ?? [])].some((place) => place.id === id);
}

/** A demo that was started again has other people: nobody can go on as one of the old ones. */
function stillThere(id: string | null, people: readonly PersonView[]): string | null {
  return people.some((person) => person.id === id) ? id : null;
}

function markVisibleAsRead(model: Model): Model {
  const member = model.frame?.people.find((person) => person.id === model.memberId);
  const visible: (string | null | undefined)[] = [];
  const place = member === undefined ? null : (memberChannel(model, member)?.id ?? member.dmChannelId);
  if (!model.narrow || model.side === 'member') visible.push(place);
  if (!model.narrow || model.side === 'staff') visible.push(model.postId);
  const fresh = visible.filter((id) => typeof id === 'string').filter((id) => newestId(model, id) !== model.read[id]);
  if (fresh.length === 0) return model;
  return {
    ...model,
    read: { ...model.read, ...Object.fromEntries(fresh.map((id) => [id, newestId(model, id) ?? ''])) },
  };
}

function newestId(model: Model, channelId: string): string | undefined {
  return model.logs[channelId]?.at(-1)?.id;
}
