import { blacklist } from './blacklist.ts';
import { claim } from './claim.ts';
import { close } from './close.ts';
import { closeRequest } from './close-request.ts';
import type { Command, Form } from './command.ts';
import { config } from './config.ts';
import { settingForm } from './config/settings.ts';
import { snippetForm } from './config/snippets.ts';
import { contact, contactForm } from './contact.ts';
import { createTicket } from './create-ticket.ts';
import { deleteReply } from './delete-reply.ts';
import { editReply, editReplyForm } from './edit-reply.ts';
import { help } from './help.ts';
import { messageUser } from './message-user.ts';
import { note } from './note.ts';
import type { PersonalSlashCommand } from './personal.ts';
import { preferences } from './preferences.ts';
import { reopen } from './reopen.ts';
import { send, sendForm } from './send.ts';
import { sendToUser } from './send-to-user.ts';
import { snippet } from './snippet.ts';
import { ticket } from './ticket.ts';
import { ticketsOfUser } from './tickets-of-user.ts';
import { unclaim } from './unclaim.ts';
import { watch } from './watch.ts';

/** Every command. A new one is a file beside this and its name here. */
export const commands: readonly Command[] = [
  blacklist,
  claim,
  close,
  closeRequest,
  config,
  contact,
  note,
  reopen,
  send,
  snippet,
  ticket,
  unclaim,
  watch,
  sendToUser,
  editReply,
  deleteReply,
  messageUser,
  ticketsOfUser,
];

/** Every command that people use for themselves, also in their DM. */
export const personalCommands: readonly PersonalSlashCommand[] = [createTicket, help, preferences];

/** Every form that commands ask for. */
export const forms: readonly Form[] = [contactForm, editReplyForm, sendForm, settingForm, snippetForm];
