import type {
  APIMessageComponentDMInteraction,
  APIMessageComponentGuildInteraction,
  APIModalSubmitDMInteraction,
} from 'discord.js';
import type { ServerId, TicketId } from '../../ticket/ticket.ts';
import type { Asking, StaffUse, UserUse } from '../commands/command.ts';
import type { Audience } from '../settings.ts';

export type StaffPress = APIMessageComponentGuildInteraction;
export type UserPress = APIMessageComponentDMInteraction;

/** A button that staff press in a server, and what pressing it means; `about`: what its custom ID says beside its name. */
export interface StaffButton {
  readonly name: string;
  readonly audience: Audience;
  /** The ticket that its custom ID names; `null`: none. */
  ticketIn?(about: readonly string[]): TicketId | null;
  toEvent(press: StaffPress, serverId: ServerId, about: readonly string[]): StaffUse | Asking;
}

/** A button in a server that everybody presses for themselves. */
export interface PersonalButton {
  readonly name: string;
  toEvent(press: StaffPress, about: readonly string[]): UserUse;
}

/** A form that a user sends in their DM. */
export interface UserForm {
  readonly name: string;
  toEvent(use: APIModalSubmitDMInteraction, about: readonly string[]): UserUse;
}

/** A button that users press in their DM. */
export interface UserButton {
  readonly name: string;
  toEvent(press: UserPress, about: readonly string[]): UserUse;
}
