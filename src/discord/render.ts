import { Routes } from 'discord.js';
import type { Address, Request } from '../desk/ports.ts';
import type { Effect, Outgoing, Ping } from '../ticket/effects.ts';
import type { Language } from '../texts/texts.ts';
import type { ChannelId, MessageId } from '../ticket/ticket.ts';
import { feedbackNotice } from './feedback-notice.ts';
import { marks } from './marks.ts';
import { allowedMentions, mentionsOf, pingNobody } from './pinging.ts';
import { panelMessage } from './panel-message.ts';
import { postEmbed } from './post-embed.ts';
import { statementBody } from './statements.ts';
import type { MessageBody } from './statements.ts';
import { transcriptAnswer } from './transcript-answer.ts';
import { webhookName } from './webhook-name.ts';
import { webhookMessagePath, webhookPath } from './webhooks.ts';
import type { PostTags } from '../ticket/post-tags.ts';

/** The ticket forum of a server; `serverId`: the server it is in, once Discord has shown it. */
export interface ForumPlace {
  readonly id: string;
  readonly serverId: string | null;
}

/** What rendering must know of the world, without asking Discord. */
export interface Surroundings {
  /** The ticket forum of a configured server. */
  forumOf(serverId: string): ForumPlace | null;
  /** The tag IDs for a state of a post, with those that people set on it by hand, at most five; `null`: the forum isn't in sight, or has none. */
  tagIds(serverId: string, postId: string | null, tags: PostTags): readonly string[] | null;
}

/** Makes the request for an effect, or `null` where there is nowhere to send it. No I/O. */
export function renderRequest(
  effect: Effect,
  address: Address,
  nonce: string,
  surroundings: Surroundings,
): Request | null {
  if (effect.type === 'lookUpMember') {
    return { method: 'GET', path: Routes.guildMember(effect.serverId, effect.userId), body: null, repeat: 'harmless' };
  }
  if (effect.type === 'openDm') {
    const body = { recipient_id: effect.to };
    return { method: 'POST', path: Routes.userChannels(), body, repeat: 'harmless' };
  }
  if (effect.type === 'lookAtFiles') return lookAtFiles(effect, address);
  if (effect.type === 'openPost') return openPost(effect, surroundings);
  if (effect.type === 'answerLater') return answerLater(effect);
  const { channelId } = address;
  if (channelId === null) return null;
  switch (effect.type) {
    case 'sendToPost':
    case 'sendToUser':
      return {
        method: 'POST',
        path: Routes.channelMessages(channelId),
        body: { ...messageBody(effect), ...replyTo(address), nonce, enforce_nonce: true },
        repeat: 'onceByNonce',
        ...filesOf(effect, address),
      };
    case 'showFeedback':
      return showFeedback(effect, { copyId: address.copyId, nonce }, surroundings);
    case 'showPanel':
      return showPanel(effect, nonce);
    case 'sendAsStaff':
      return asStaff(effect, channelId, surroundings);
    case 'editAsStaff':
    case 'deleteAsStaff':
      return changeAsStaff(effect, address, surroundings);
    case 'react':
      return mark('PUT', channelId, effect.messageId, effect.outcome);
    case 'unreact':
      return mark('DELETE', channelId, effect.messageId, 'failed');
    case 'editCopy':
      return address.copyId === null ? null : editCopy(channelId, address.copyId, effect, address);
    case 'deleteCopy':
      return address.copyId === null ? null : deleteMessage(channelId, address.copyId);
    case 'setTags': {
      const tagIds = surroundings.tagIds(effect.serverId, channelId, effect.tags);
      return tagIds === null ? null : change(channelId, { applied_tags: tagIds });
    }
    case 'wakePost':
      return change(channelId, { archived: false });
    case 'reopenPost': {
      const tagIds = surroundings.tagIds(effect.serverId, channelId, effect.tags);
      return change(channelId, { archived: false, locked: false, ...applied(tagIds) });
    }
    case 'editStatement':
      return editMessage(channelId, effect.messageId, statementBody(effect.statement, effect.language));
    case 'deleteStatement':
      return deleteMessage(channelId, effect.messageId);
    case 'archivePost': {
      const tagIds = effect.tags === null ? null : surroundings.tagIds(effect.serverId, channelId, effect.tags);
      return change(channelId, { ...applied(tagIds), locked: true, archived: true });
    }
  }
}

/** Written once; from then on that message is changed. */
function showFeedback(
  effect: Extract<Effect, { type: 'showFeedback' }>,
  { copyId, nonce }: { readonly copyId: MessageId | null; readonly nonce: string },
  { forumOf }: Surroundings,
): Request {
  const { serverId } = effect.ticket;
  const body = feedbackNotice(effect, forumOf(serverId)?.serverId ?? serverId);
  if (copyId !== null) return editMessage(effect.channelId, copyId, body);
  const path = Routes.channelMessages(effect.channelId);
  return { method: 'POST', path, body: { ...body, nonce, enforce_nonce: true }, repeat: 'onceByNonce' };
}

function showPanel(effect: Extract<Effect, { type: 'showPanel' }>, nonce: string): Request {
  const { channelId, messageId } = effect.panel;
  const body = panelMessage(effect);
  if (messageId !== null) return editMessage(channelId, messageId, body);
  const path = Routes.channelMessages(channelId);
  return { method: 'POST', path, body: { ...body, nonce, enforce_nonce: true }, repeat: 'onceByNonce' };
}

/** By the forum's webhook, which is found, or made, when this is sent: its token isn't to be written down. */
function asStaff(
  { serverId, by, content }: Extract<Effect, { type: 'sendAsStaff' }>,
  channelId: ChannelId,
  surroundings: Surroundings,
): Request | null {
  const forum = surroundings.forumOf(serverId);
  if (forum === null) return null;
  const avatar = by.avatarUrl === null ? {} : { avatar_url: by.avatarUrl };
  return {
    method: 'POST',
    path: webhookPath(forum.id, channelId),
    body: { content, username: webhookName(by.name), ...avatar, allowed_mentions: pingNobody },
    repeat: 'never',
    channelId,
  };
}

/** By the webhook that wrote it: a bot needs Manage Messages to delete what others wrote, and can't edit it. */
function changeAsStaff(
  effect: Extract<Effect, { type: 'editAsStaff' | 'deleteAsStaff' }>,
  { channelId, copyId }: Address,
  surroundings: Surroundings,
): Request | null {
  const forum = surroundings.forumOf(effect.serverId);
  if (forum === null || channelId === null || copyId === null) return null;
  const place = { path: webhookMessagePath(forum.id, channelId, copyId), repeat: 'harmless', channelId } as const;
  return effect.type === 'deleteAsStaff'
    ? { method: 'DELETE', body: null, ...place }
    : { method: 'PATCH', body: { content: effect.content, allowed_mentions: pingNobody }, ...place };
}

function mark(method: 'PUT' | 'DELETE', channelId: string, messageId: string, outcome: keyof typeof marks): Request {
  const path = Routes.channelMessageOwnReaction(channelId, messageId, encodeURIComponent(marks[outcome]));
  return { method, path, body: null, repeat: 'harmless' };
}

/** One PATCH, and never by discord.js' own setters: they always send a `name`, and then wait behind a rename's rate limit. */
function change(channelId: string, body: Record<string, unknown>): Request {
  return { method: 'PATCH', path: Routes.channel(channelId), body, repeat: 'harmless' };
}

/** An edit parses mentions anew, and pings unless told not to. */
function editCopy(
  channelId: string,
  copyId: string,
  { content, keeps }: Extract<Effect, { type: 'editCopy' }>,
  { copyFiles }: Address,
): Request {
  const kept = copyFiles.flatMap(({ source, id }) => (id !== null && keeps?.includes(source) === true ? [{ id }] : []));
  const attachments = keeps === undefined ? {} : { attachments: kept };
  return editMessage(channelId, copyId, { content, allowed_mentions: pingNobody, ...attachments });
}

/** Asks Discord only where a link has expired; the files themselves are elsewhere. */
function lookAtFiles(
  { messageId, files }: Extract<Effect, { type: 'lookAtFiles' }>,
  { sourceChannelId: channelId }: Address,
): Request | null {
  if (channelId === null) return null;
  const look = { files, kinds: 'media', isHidden: false, as: 'link', isAlone: true, channelId, messageId } as const;
  return {
    method: 'GET',
    path: Routes.channelMessage(channelId, messageId),
    body: null,
    repeat: 'harmless',
    files: look,
  };
}

function filesOf({ attached, source }: Outgoing, { sourceChannelId }: Address): Pick<Request, 'files'> {
  if (attached === undefined || source === null) return {};
  return { files: { ...attached, channelId: sourceChannelId, messageId: source.messageId } };
}

function editMessage(channelId: string, messageId: string, body: MessageBody): Request {
  return { method: 'PATCH', path: Routes.channelMessage(channelId, messageId), body, repeat: 'harmless' };
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding#edit-original-interaction-response */
function answerLater({ answerTo, statement, transcriptOf }: Extract<Effect, { type: 'answerLater' }>): Request {
  const path = Routes.webhookMessage(answerTo.applicationId, answerTo.token, '@original');
  const what =
    transcriptOf === undefined
      ? { body: statementBody(statement, answerTo.language) }
      : transcriptAnswer(transcriptOf, answerTo);
  return { method: 'PATCH', path, ...what, repeat: 'harmless' };
}

function deleteMessage(channelId: string, messageId: string): Request {
  return { method: 'DELETE', path: Routes.channelMessage(channelId, messageId), body: null, repeat: 'harmless' };
}

/** An empty list would take the tags away. */
function applied(tagIds: readonly string[] | null): { applied_tags?: readonly string[] } {
  return tagIds === null ? {} : { applied_tags: tagIds };
}

function messageBody(effect: Extract<Effect, { type: 'sendToPost' | 'sendToUser' }>): MessageBody {
  const { body } = effect;
  return body.type === 'relayed'
    ? { content: body.content, allowed_mentions: pingNobody }
    : statementBody(body.statement, body.language);
}

function replyTo({ replyTo }: Address): MessageBody {
  if (replyTo === null) return {};
  // Without `fail_if_not_exists: false` a deleted message would make the reply fail.
  return { message_reference: { message_id: replyTo, fail_if_not_exists: false } };
}

function openPost(effect: Extract<Effect, { type: 'openPost' }>, surroundings: Surroundings): Request | null {
  const forum = surroundings.forumOf(effect.serverId);
  if (forum === null) return null;
  const message = {
    ...pinging(effect.pings),
    embeds: [postEmbed(effect.facts, forum.serverId, effect.language as Language)],
  };
  return {
    method: 'POST',
    path: Routes.threads(forum.id),
    body: {
      name: effect.title,
      auto_archive_duration: effect.autoArchiveMinutes,
      ...applied(surroundings.tagIds(effect.serverId, null, effect.tags)),
      message,
    },
    repeat: 'never',
    ...('disguise' in effect.facts.who ? { picture: effect.facts.who.disguise.picture } : {}),
  };
}

function pinging(pings: readonly Ping[]): MessageBody {
  const content = pings.length === 0 ? {} : { content: mentionsOf(pings) };
  return { ...content, allowed_mentions: allowedMentions(pings) };
}
