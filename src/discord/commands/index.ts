import { close } from './close.ts';
import type { Command } from './command.ts';

/** Every slash command. A new one is a file beside this and its name here. */
export const commands: readonly Command[] = [close];
