import { close } from './close.ts';
import { closeRequest } from './close-request.ts';
import type { Command } from './command.ts';
import { reopen } from './reopen.ts';
import { sendToUser } from './send-to-user.ts';

/** Every command. A new one is a file beside this and its name here. */
export const commands: readonly Command[] = [close, closeRequest, reopen, sendToUser];
