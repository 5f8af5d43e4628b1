import { ComponentType } from 'discord.js';
import type { AnswerTo } from '../ticket/effects.ts';
import type { TicketId } from '../ticket/ticket.ts';
import type { Request } from '../desk/ports.ts';
import { transcriptName } from './files/transcript.ts';
import { statementBody } from './statements.ts';
import type { MessageBody } from './statements.ts';

/** An answer with a transcript: a message of components shows a file only where a component names it. https://docs.discord.com/developers/components/reference#file */
export function transcriptAnswer(
  ticketId: TicketId,
  { language }: AnswerTo,
): Pick<Request, 'body'> & Required<Pick<Request, 'transcript'>> {
  const name = transcriptName(ticketId);
  const { components, ...body } = statementBody({ type: 'transcriptMade', ticketId }, language);
  const file = { type: ComponentType.File, file: { url: `attachment://${name}` } };
  return {
    body: {
      ...body,
      components: [...(components as readonly MessageBody[]), file],
      attachments: [{ id: '0', filename: name }],
    },
    transcript: { ticketId, language, otherwise: statementBody({ type: 'transcriptTooLarge', ticketId }, language) },
  };
}
