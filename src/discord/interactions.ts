import {
  ApplicationCommandType,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  RequestMethod,
  Routes,
} from 'discord.js';
import type { APIInteraction, REST, RESTPostAPIInteractionCallbackWithResponseResult } from 'discord.js';
import type { CloseCommanded } from '../ticket/events.ts';
import type { Reply } from '../desk/ticket-work.ts';
import type { Answer } from '../ticket/decision.ts';
import { languageFor, say } from '../texts/texts.ts';
import { commands } from './commands/index.ts';
import type { Command, CommandUse } from './commands/command.ts';
import { toFailure } from './failures.ts';
import { isStaff } from './settings.ts';
import type { ServerSettings } from './settings.ts';
import { statementBody } from './statements.ts';
import type { MessageBody } from './statements.ts';

export interface InteractionParts {
  readonly rest: Pick<REST, 'request'>;
  /** The configured server that a command was used in. */
  serverAt(guildId: string): ServerSettings | null;
  handle(event: CloseCommanded & { readonly key: string }): Promise<Reply | null>;
  /** The answer is there for all to see, as this message. */
  onAnswered(entryId: number, messageId: string | null): void;
  /** It could not be given (`false`), or nobody knows (`null`). */
  onUnanswered(entryId: number, wasGiven: false | null): void;
  /** Something broke inside; gives a short ID under which the log has it. */
  onBug(error: unknown, interaction: APIInteraction): string;
}

type Given = { readonly messageId: string | null } | { readonly wasGiven: false | null };

/** Answers interactions: once each, within Discord's three seconds, from what the desk decides. */
export interface Interactions {
  answer(interaction: APIInteraction): void;
  /** Resolves when every answer that is under way was given, or couldn't be. */
  settled(): Promise<void>;
}

/** Makes what answers interactions. */
export function createInteractions(parts: InteractionParts): Interactions {
  const underWay = new Set<Promise<void>>();
  return {
    answer: (interaction) => {
      const answering = answer(interaction, parts)
        .catch((error: unknown) => void parts.onBug(error, interaction))
        .finally(() => underWay.delete(answering));
      underWay.add(answering);
    },
    settled: async () => void (await Promise.all(underWay)),
  };
}

async function answer(interaction: APIInteraction, parts: InteractionParts): Promise<void> {
  const known = knownCommand(interaction, parts);
  if (known === null) return;
  const { command, use, server } = known;
  let reply: Reply | null;
  try {
    reply = await decideOn(command, use, server, parts);
  } catch (error) {
    const id = parts.onBug(error, interaction);
    await respond(parts.rest, use, ephemeralText(say(languageFor(use.locale), 'error.unexpected', { id })));
    return;
  }
  if (reply === null) return;
  const given = await respond(parts.rest, use, bodyOf(reply.answer, use, server));
  if (reply.entryId === null) return;
  if ('messageId' in given) parts.onAnswered(reply.entryId, given.messageId);
  else parts.onUnanswered(reply.entryId, given.wasGiven);
}

interface KnownCommand {
  readonly command: Command;
  readonly use: CommandUse;
  readonly server: ServerSettings;
}

function knownCommand(
  interaction: APIInteraction,
  { serverAt }: Pick<InteractionParts, 'serverAt'>,
): KnownCommand | null {
  if (
    interaction.type !== InteractionType.ApplicationCommand ||
    interaction.data.type !== ApplicationCommandType.ChatInput
  )
    return null;
  if (!('member' in interaction) || interaction.member === undefined) return null;
  const { name } = interaction.data;
  const command = commands.find((candidate) => candidate.name === name);
  const server = interaction.guild_id === undefined ? null : serverAt(interaction.guild_id);
  return command === undefined || server === null ? null : { command, use: interaction as CommandUse, server };
}

async function decideOn(
  command: Command,
  use: CommandUse,
  server: ServerSettings,
  parts: InteractionParts,
): Promise<Reply | null> {
  if (command.forStaff && !isStaff(use.member, server.staff)) {
    return { answer: { to: 'invoker', statement: { type: 'staffOnly' } }, entryId: null };
  }
  return parts.handle(command.toEvent(use));
}

/** What only the invoker sees is in the language of their Discord; what all see in the server's. */
function bodyOf(answer: Answer, use: CommandUse, server: ServerSettings): MessageBody {
  if (answer.to === 'everyone') return statementBody(answer.statement, server.language);
  return ephemeral(statementBody(answer.statement, languageFor(use.locale)));
}

function ephemeral(body: MessageBody): MessageBody {
  return { ...body, flags: Number(body['flags'] ?? 0) | MessageFlags.Ephemeral };
}

function ephemeralText(content: string): MessageBody {
  return { content, flags: MessageFlags.Ephemeral };
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding#create-interaction-response */
async function respond(rest: InteractionParts['rest'], { id, token }: CommandUse, data: MessageBody): Promise<Given> {
  try {
    const answer = (await rest.request({
      method: RequestMethod.Post,
      fullRoute: Routes.interactionCallback(id, token),
      query: new URLSearchParams({ with_response: 'true' }),
      body: { type: InteractionResponseType.ChannelMessageWithSource, data },
      auth: false,
    })) as RESTPostAPIInteractionCallbackWithResponseResult;
    return { messageId: answer.resource?.message?.id ?? null };
  } catch (error) {
    return { wasGiven: toFailure(error).kind === 'unknownOutcome' ? null : false };
  }
}
