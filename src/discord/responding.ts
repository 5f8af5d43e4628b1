import { InteractionResponseType, MessageFlags, RequestMethod, Routes } from 'discord.js';
import type {
  APIInteraction,
  APIModalInteractionResponseCallbackData,
  REST,
  RESTPostAPIInteractionCallbackWithResponseResult,
} from 'discord.js';
import { toFailure } from './failures.ts';
import type { MessageBody } from './statements.ts';

/** What became of an answer: it stands there, as this message; it wasn't given (`false`), or nobody knows (`null`). */
export type Given = { readonly messageId: string | null } | { readonly wasGiven: false | null };

/** The answer to an interaction, as Discord takes it. */
export interface Response {
  readonly type: InteractionResponseType;
  readonly data: MessageBody | APIModalInteractionResponseCallbackData;
}

/** A message. */
export function showMessage(data: MessageBody): Response {
  return { type: InteractionResponseType.ChannelMessageWithSource, data };
}

/** The message whose button was pressed becomes another. */
export function replaceMessage(data: MessageBody): Response {
  return { type: InteractionResponseType.UpdateMessage, data };
}

/** "Is thinking", which only the invoker sees: the answer follows. */
export function think(): Response {
  return {
    type: InteractionResponseType.DeferredChannelMessageWithSource,
    data: { flags: MessageFlags.Ephemeral },
  };
}

/** A form to be filled in. */
export function ask(data: APIModalInteractionResponseCallbackData): Response {
  return { type: InteractionResponseType.Modal, data };
}

/** What an option may be completed to. */
export function completeWith(choices: readonly { readonly name: string; readonly value: string | number }[]): Response {
  return { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } };
}

/** Gives an answer. Never throws. https://docs.discord.com/developers/interactions/receiving-and-responding#create-interaction-response */
export async function respond(
  rest: Pick<REST, 'request'>,
  { id, token }: Pick<APIInteraction, 'id' | 'token'>,
  response: Response,
): Promise<Given> {
  try {
    const answer = (await rest.request({
      method: RequestMethod.Post,
      fullRoute: Routes.interactionCallback(id, token),
      query: new URLSearchParams({ with_response: 'true' }),
      body: response,
      auth: false,
    })) as RESTPostAPIInteractionCallbackWithResponseResult;
    return { messageId: answer.resource?.message?.id ?? null };
  } catch (error) {
    return { wasGiven: toFailure(error).kind === 'unknownOutcome' ? null : false };
  }
}
