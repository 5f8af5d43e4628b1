import { ApiError } from '../api-error.ts';
import { readModalComponents } from '../checks/components.ts';
import { Form, type Fields } from '../checks/form.ts';
import { bodyFields, readChange, readDraft, settableFlags } from '../checks/message-body.ts';
import { messageJson, viewerOf } from '../json/messages.ts';
import { messageFlags, type Draft } from '../world/drafts.ts';
import type { FirstAnswer, Interaction } from '../world/interaction-nouns.ts';
import * as interactions from '../world/interactions.ts';
import { dropMessage } from '../world/deleting.ts';
import type { Message } from '../world/nouns.ts';
import { noContent, ok, param, type Answer, type Call, type Route } from './routes.ts';

// https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback-type
const callback = { message: 4, deferred: 5, deferredUpdate: 6, update: 7, choices: 8, modal: 9 } as const;

/** Which first answers fit which interaction: command, component, autocomplete, form. */
const fitting: Record<Interaction['type'], readonly number[]> = {
  2: [4, 5, 9],
  3: [4, 5, 6, 7, 9],
  4: [8],
  5: [4, 5, 6, 7],
};

function written(call: Call, message: Message): object {
  return messageJson(call.world, message, viewerOf(call.world, message.authorId));
}

function postCallback(call: Call): Answer {
  const { world } = call;
  const interaction = interactions.interactionByToken(world, param(call, 'interaction_token'));
  if (interaction === null || interaction.id !== param(call, 'interaction_id')) throw new ApiError(10062);
  interactions.assertUnanswered(world, interaction);
  const body = bodyFields(call.body);
  const form = new Form();
  const type = form.choice(body, ['type'], fitting[interaction.type]) ?? 0;
  form.finish();
  const message = performCallback(call, interaction, type, form.object(body['data'], ['data']));
  if (call.query['with_response'] !== 'true') return noContent;
  return ok(responseJson(call, interaction, type, message));
}

function performCallback(call: Call, interaction: Interaction, type: number, fields: Fields): Message | null {
  const { world } = call;
  switch (type) {
    case callback.message:
      return interactions.answerWithMessage(world, interaction, readAnswer(call, fields, ['data']));
    case callback.deferred: {
      const ephemeral = (Number(fields['flags'] ?? 0) & messageFlags.ephemeral) !== 0;
      return interactions.answerDeferred(world, interaction, ephemeral);
    }
    case callback.update: {
      const edited = interaction.sourceMessage ?? { flags: 0, attachments: [] };
      return interactions.answerWithUpdate(world, interaction, readChange(fields, edited, call.uploads));
    }
    default:
      interactions.answerWith(world, interaction, invisibleAnswer(interaction, type, fields));
      return null;
  }
}

function readAnswer(call: Call, fields: Fields, path: readonly string[]): Draft {
  const form = new Form();
  const draft = readDraft(form, fields, path, settableFlags.answer, call.uploads);
  form.finish();
  return draft;
}

function invisibleAnswer(interaction: Interaction, type: number, fields: Fields): FirstAnswer {
  if (type === callback.deferredUpdate) return { type: 'deferredUpdate' };
  return type === callback.choices ? choicesAnswer(fields) : modalAnswer(interaction, fields);
}

type Choices = Extract<FirstAnswer, { type: 'choices' }>['choices'];

function choicesAnswer(fields: Fields): FirstAnswer {
  const form = new Form();
  const list = form.list(fields, ['choices'], { max: 25 }) ?? [];
  list.forEach((one, index) => {
    const choice = form.object(one, ['data', 'choices', index]);
    form.requiredText(choice, ['data', 'choices', index, 'name'], { min: 1, max: 100 });
    if (typeof choice['value'] === 'string') form.text(choice, ['data', 'choices', index, 'value'], { max: 100 });
  });
  form.finish();
  return { type: 'choices', choices: list as Choices };
}

function modalAnswer(interaction: Interaction, fields: Fields): FirstAnswer {
  const form = new Form();
  const modal = {
    title: form.requiredText(fields, ['data', 'title'], { min: 1, max: 45 }),
    customId: form.requiredText(fields, ['data', 'custom_id'], { min: 1, max: 100 }),
    components: readModalComponents(form, fields, ['data', 'components']),
    interactionId: interaction.id,
  };
  form.finish();
  return { type: 'modal', modal };
}

function responseJson(call: Call, interaction: Interaction, type: number, message: Message | null): object {
  const shown = type === callback.message || type === callback.update;
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      ...(message === null
        ? {}
        : {
            response_message_id: message.id,
            response_message_loading: (message.flags & messageFlags.loading) !== 0,
            response_message_ephemeral: message.ephemeralTo !== null,
          }),
    },
    ...(message !== null && shown ? { resource: { type, message: written(call, message) } } : {}),
  };
}

// The webhook routes of an interaction have the application's ID where webhooks have their own.
function interactionOf(call: Call): Interaction {
  const interaction = interactions.interactionByToken(call.world, param(call, 'webhook_token'));
  if (interaction === null || interaction.applicationId !== param(call, 'webhook_id')) throw new ApiError(10015);
  return interaction;
}

function postFollowUp(call: Call): Answer {
  const message = interactions.followUp(call.world, interactionOf(call), readAnswer(call, bodyFields(call.body), []));
  return ok(written(call, message));
}

function answerOf(call: Call, interaction: Interaction): Message {
  const messageId = call.params['message_id'];
  if (messageId === undefined) return interactions.originalOf(call.world, interaction);
  return interactions.answerById(call.world, interaction, messageId);
}

function getAnswer(call: Call): Answer {
  return ok(written(call, answerOf(call, interactionOf(call))));
}

function patchAnswer(call: Call): Answer {
  const interaction = interactionOf(call);
  const message = answerOf(call, interaction);
  const change = readChange(bodyFields(call.body), message, call.uploads);
  interactions.editAnswer(call.world, interaction, message, change);
  return ok(written(call, message));
}

function deleteAnswer(call: Call): Answer {
  dropMessage(call.world, answerOf(call, interactionOf(call)));
  return noContent;
}

const webhook = '/webhooks/{webhook_id}/{webhook_token}';
const byInteractionToken = true as const;

/** Answers to interactions. */
export const interactionRoutes: readonly Route[] = [
  {
    method: 'POST',
    template: '/interactions/{interaction_id}/{interaction_token}/callback',
    byInteractionToken,
    perform: postCallback,
  },
  { method: 'POST', template: webhook, byInteractionToken, perform: postFollowUp },
  ...[`${webhook}/messages/@original`, `${webhook}/messages/{message_id}`].flatMap((template): Route[] => [
    { method: 'GET', template, byInteractionToken, perform: getAnswer },
    { method: 'PATCH', template, byInteractionToken, perform: patchAnswer },
    { method: 'DELETE', template, byInteractionToken, perform: deleteAnswer },
  ]),
];
