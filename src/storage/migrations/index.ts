import { tickets } from './001-tickets.ts';
import { changes } from './002-changes.ts';
import { standing } from './003-standing.ts';
import { reopening } from './004-reopening.ts';
import { files } from './005-files.ts';
import { channels } from './006-channels.ts';
import { queues } from './007-queues.ts';
import { turns } from './008-turns.ts';
import { closePlans } from './009-close-plans.ts';
import { shownNames } from './010-shown-names.ts';
import { anonymous } from './011-anonymous.ts';
import { blacklist } from './012-blacklist.ts';
import { snippets } from './013-snippets.ts';
import { feedback } from './014-feedback.ts';
import { drafts } from './015-drafts.ts';
import { silence } from './016-silence.ts';
import { overrides } from './017-overrides.ts';
import { outside } from './018-outside.ts';
import { preferences } from './019-preferences.ts';
import { waysIn } from './020-ways-in.ts';
import { search } from './021-search.ts';
import { removal } from './022-removal.ts';
import { pauses } from './023-pauses.ts';
import { floods } from './024-floods.ts';
import { handling } from './025-handling.ts';
import { transcripts } from './026-transcripts.ts';
import { panels } from './027-panels.ts';

/** In order of age; the length is the schema's version. Only ever added to at the end: databases out there have run these. */
export const migrations: readonly string[] = [
  tickets,
  changes,
  standing,
  reopening,
  files,
  channels,
  queues,
  turns,
  closePlans,
  shownNames,
  anonymous,
  blacklist,
  snippets,
  feedback,
  drafts,
  silence,
  overrides,
  outside,
  preferences,
  waysIn,
  search,
  removal,
  pauses,
  floods,
  handling,
  transcripts,
  panels,
];
