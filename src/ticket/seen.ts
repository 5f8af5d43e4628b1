import { disguised } from './disguise.ts';
import type { Shown } from './parts.ts';
import { hidesStaff, nameForUser } from './rules.ts';
import type { Rules } from './rules.ts';
import type { Author, FileLink, Person, Ticket, UserId, Writing } from './ticket.ts';

type Identity = Pick<Ticket, 'userId' | 'userName' | 'isAnonymous'>;

/** A user's message as staff read it: without anything that tells who they are, where they must not know. */
export function seenByStaff(
  { isAnonymous, userId, userName }: Identity,
  { writing, name, receipt }: Pick<Shown, 'writing' | 'name' | 'receipt'>,
): Shown {
  return isAnonymous
    ? shown(writing, { id: userId, name: userName, isHidden: true }, receipt)
    : shown(writing, { id: userId, name, isHidden: false }, receipt);
}

/** A message of staff as the user reads it. */
export function seenByUser(writing: Writing, author: Author, { receipts }: Pick<Rules, 'receipts'>): Shown {
  return shown(writing, author, receipts);
}

function shown(writing: Writing, { id, name, isHidden }: Author, receipt: boolean): Shown {
  const text = isHidden ? disguised(writing.text, id, name) : writing.text;
  const files = isHidden ? writing.files.map((file) => described(file, id, name)) : writing.files;
  return { writing: { ...writing, text, files }, name, isHidden, receipt };
}

/** What a file shows is written by whoever sent it, too. */
function described(file: FileLink, id: UserId, name: string): FileLink {
  const { description } = file;
  return description === null ? file : { ...file, description: disguised(description, id, name) };
}

/** A member of the staff as users read of them: by an alias where the server wants that, or (`isWished`) they do. */
export function authorFor({ id, name }: Pick<Person, 'id' | 'name'>, rules: Rules, isWished = false): Author {
  return { id, name: nameForUser(name, rules, isWished), isHidden: hidesStaff(rules, isWished) };
}
