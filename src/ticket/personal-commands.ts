import type { TicketWished } from './wish.ts';
import type { Person, ServerId } from './ticket.ts';

/** Somebody used a command for themselves; `serverId`: the configured server in which they did, `null`: their DM, or elsewhere. */
interface Personal {
  readonly user: Person;
  readonly serverId: ServerId | null;
}

/** `/preferences language`. */
export interface LanguagePreferred extends Personal {
  readonly type: 'languagePreferred';
  /** `null`: whichever the server has. */
  readonly language: string | null;
}

/** `/preferences auto-redirect`. */
export interface RedirectPreferred extends Personal {
  readonly type: 'redirectPreferred';
  readonly isOn: boolean;
}

/** `/help`. */
export interface HelpAsked extends Personal {
  readonly type: 'helpAsked';
  /** In their DM, where nobody else sees what is theirs. */
  readonly isInDm: boolean;
}

/** What anybody does for themselves. */
export type PersonalCommand = LanguagePreferred | RedirectPreferred | HelpAsked | TicketWished;
