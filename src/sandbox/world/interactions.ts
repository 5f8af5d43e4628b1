import { randomBytes } from 'node:crypto';
import { ApiError } from '../api-error.ts';
import { emptyDraft, isEmpty, messageFlags, type Draft } from './drafts.ts';
import { assertFilesFit } from './files.ts';
import { findChannel } from './find.ts';
import type { FirstAnswer, Interaction } from './interaction-nouns.ts';
import { applyChange, type MessageChange } from './messages.ts';
import type { Message, MessageOrigin } from './nouns.ts';
import { reopenByMessage } from './threads.ts';
import { addMessage } from './writing.ts';
import type { World } from './world.ts';

// https://docs.discord.com/developers/interactions/receiving-and-responding#responding-to-an-interaction
/** How long a bot has for its first answer. */
export const firstAnswerMs = 3000;
/** How long it may edit and follow up. */
export const tokenLifeMs = 15 * 60_000;

/** What an interaction begins with. */
export type NewInteraction = Pick<
  Interaction,
  | 'applicationId'
  | 'type'
  | 'userId'
  | 'guildId'
  | 'channelId'
  | 'payload'
  | 'commandName'
  | 'target'
  | 'sourceMessage'
  | 'askedBy'
>;

/** Tells the bot that someone used a command, component or form. */
export function createInteraction(world: World, begun: NewInteraction): Interaction {
  const id = world.ids.next();
  const interaction: Interaction = {
    ...begun,
    id,
    token: newToken(id),
    createdAt: world.clock.now(),
    firstAnswer: null,
    ephemeral: null,
    original: null,
  };
  world.interactions.set(id, interaction);
  world.clock.after(tokenLifeMs * 2, () => world.interactions.delete(id));
  world.emit({ type: 'interactionCreated', interaction });
  return interaction;
}

function newToken(id: string): string {
  return Buffer.from(`interaction:${id}:${randomBytes(96).toString('base64url')}`).toString('base64url');
}

/** The interaction that a token belongs to, or null. */
export function interactionByToken(world: World, token: string): Interaction | null {
  const id = Buffer.from(token, 'base64url').toString().split(':')[1] ?? '';
  const interaction = world.interactions.get(id);
  return interaction?.token === token ? interaction : null;
}

/** Whether a first answer can still come; what Discord says to a later one is 10062, to a second one 40060. */
export function assertUnanswered(world: World, interaction: Interaction): void {
  if (interaction.firstAnswer !== null) throw new ApiError(40060);
  if (world.clock.now() - interaction.createdAt > firstAnswerMs) throw new ApiError(10062);
}

/** A first answer that is no new message: a form, choices, nothing visible. */
export function answerWith(world: World, interaction: Interaction, answer: FirstAnswer): void {
  interaction.firstAnswer = answer;
  if (answer.type === 'deferredUpdate' || answer.type === 'updated') interaction.original = interaction.sourceMessage;
  world.emit({ type: 'interactionAnswered', interaction });
}

/** Answers with a message. */
export function answerWithMessage(world: World, interaction: Interaction, draft: Draft): Message {
  if (isEmpty(draft)) throw new ApiError(50006);
  return addOriginal(world, interaction, draft, false);
}

/** Answers "is thinking": a message with the LOADING flag, which the next edit or follow-up fills. */
export function answerDeferred(world: World, interaction: Interaction, ephemeral: boolean): Message {
  const flags = messageFlags.loading | (ephemeral ? messageFlags.ephemeral : 0);
  const draft = { ...emptyDraft, flags };
  return addOriginal(world, interaction, draft, true);
}

function addOriginal(world: World, interaction: Interaction, draft: Draft, deferred: boolean): Message {
  const message = addAnswer(world, interaction, draft, targetMessage(interaction));
  interaction.original = message;
  interaction.ephemeral = message.ephemeralTo !== null;
  interaction.firstAnswer = deferred ? { type: 'deferred' } : { type: 'message', message };
  world.emit({ type: 'interactionAnswered', interaction });
  return message;
}

/**
 * The first answer to a menu on a message refers to that message:
 * https://docs.discord.com/developers/resources/message#message-interaction-metadata-object-application-command-interaction-metadata-structure
 */
function targetMessage({ target }: Interaction): Message['replyTo'] {
  return target?.type === 'message' ? { messageId: target.messageId, channelId: target.channelId } : null;
}

function addAnswer(world: World, interaction: Interaction, draft: Draft, replyTo: Message['replyTo'] = null): Message {
  const channel = findChannel(world, interaction.channelId);
  const ephemeral = (draft.flags & messageFlags.ephemeral) !== 0;
  assertFilesFit(world, interaction.applicationId, channel, draft.files);
  // A closed post takes no answer either (discord-api-docs #5517).
  if (channel.type === 11 && channel.archived) {
    if (channel.locked) throw new ApiError(50083);
    if (!ephemeral) reopenByMessage(world, channel, interaction.applicationId);
  }
  return addMessage(world, {
    authorId: interaction.applicationId,
    channel,
    draft: { ...draft, replyTo: null, nonce: null },
    origin: originOf(interaction),
    replyTo,
    ...(ephemeral ? { ephemeralTo: interaction.userId } : {}),
  });
}

function originOf(interaction: Interaction): MessageOrigin {
  return {
    interactionId: interaction.id,
    interactionType: interaction.type,
    userId: interaction.userId,
    commandName: interaction.commandName,
    target: interaction.target,
    sourceMessageId: interaction.sourceMessage?.id ?? null,
    askedBy: interaction.askedBy === null ? null : originOf(interaction.askedBy),
  };
}

/** Changes the message whose component was used. */
export function answerWithUpdate(world: World, interaction: Interaction, change: MessageChange): Message {
  const message = interaction.sourceMessage;
  if (message === null || message.deleted) throw new ApiError(10008);
  applyChange(world, message, change);
  answerWith(world, interaction, { type: 'updated', message });
  return message;
}

/** The answer behind `@original`, or what Discord says when there is none. */
export function originalOf(world: World, interaction: Interaction): Message {
  assertTokenLives(world, interaction);
  if (interaction.firstAnswer === null) throw new ApiError(10015);
  if (interaction.original === null || interaction.original.deleted) throw new ApiError(10008);
  return interaction.original;
}

/** A message that this interaction's token may change: the original or a follow-up. */
export function answerById(world: World, interaction: Interaction, messageId: string): Message {
  assertTokenLives(world, interaction);
  if (interaction.original?.id === messageId) return originalOf(world, interaction);
  const listed = world.messages.get(interaction.channelId)?.findLast((one) => one.id === messageId);
  const message = world.ephemerals.get(messageId) ?? listed;
  if (message?.origin?.interactionId !== interaction.id) throw new ApiError(10008);
  return message;
}

// After 15 minutes a token is worth nothing.
function assertTokenLives(world: World, interaction: Interaction): void {
  if (world.clock.now() - interaction.createdAt > tokenLifeMs) throw new ApiError(50027);
}

/** Edits an answer. The first edit of a deferred one is what people were waiting for. */
export function editAnswer(world: World, interaction: Interaction, message: Message, change: MessageChange): void {
  applyChange(world, message, { ...change, flags: (change.flags ?? message.flags) & ~messageFlags.loading });
  if (message === interaction.original) world.emit({ type: 'originalEdited', interaction, message });
}

/** Adds a follow-up; the first one after a deferral takes the place of the deferred answer. */
export function followUp(world: World, interaction: Interaction, draft: Draft): Message {
  assertTokenLives(world, interaction);
  if (interaction.firstAnswer === null) throw new ApiError(10015);
  if (isEmpty(draft)) throw new ApiError(50006);
  const { original } = interaction;
  if (original === null || (original.flags & messageFlags.loading) === 0) return addAnswer(world, interaction, draft);
  const flags = original.flags | (draft.flags & ~messageFlags.ephemeral);
  const { content, embeds, components, allowed } = draft;
  const files = { kept: new Map(), added: draft.files };
  editAnswer(world, interaction, original, { content, embeds, components, allowed, files, flags });
  return original;
}
