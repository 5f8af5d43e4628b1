import { MessageFlags } from 'discord.js';
import type { APIInteraction, REST } from 'discord.js';
import { languageFor } from '../texts/texts.ts';
import type { Answer } from '../ticket/decision.ts';
import { channelMessage } from './channel-message.ts';
import { modalFor } from './modal-for.ts';
import { ask, replaceMessage, respond, showMessage, think } from './responding.ts';
import type { Given } from './responding.ts';
import type { ServerSettings } from './settings.ts';
import { statementBody } from './statements.ts';
import type { MessageBody } from './statements.ts';

/** What is answered, and where it was used; `server`: `null`: in a DM. */
interface Answered {
  readonly interaction: APIInteraction & { readonly locale: string };
  readonly server: ServerSettings | null;
}

/** What only the invoker sees is in the language of their Discord; what all see in the server's. */
export function giveAnswer(
  answer: Answer,
  { interaction, server }: Answered,
  { rest }: { readonly rest: Pick<REST, 'request'> },
): Promise<Given> {
  const own = languageFor(interaction.locale);
  const shared = server?.language ?? own;
  switch (answer.to) {
    case 'everyone':
      return respond(rest, interaction, showMessage(statementBody(answer.statement, shared)));
    case 'message':
      return respond(
        rest,
        interaction,
        replaceMessage(statementBody(answer.statement, isSeenByAll(interaction) ? shared : own)),
      );
    case 'invoker':
      return respond(rest, interaction, showMessage(ephemeral(statementBody(answer.statement, own))));
    case 'channel':
      return respond(rest, interaction, showMessage(channelMessage(answer)));
    case 'form':
      return respond(rest, interaction, ask(modalFor(answer.form, own)));
    case 'later':
      return respond(rest, interaction, think());
  }
}

/** Whether others see the message whose button was pressed. */
function isSeenByAll({ message }: Answered['interaction']): boolean {
  return ((message?.flags ?? 0) & MessageFlags.Ephemeral) === 0;
}

function ephemeral(body: MessageBody): MessageBody {
  return { ...body, flags: Number(body['flags'] ?? 0) | MessageFlags.Ephemeral };
}
