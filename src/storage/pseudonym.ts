import { createHmac, randomBytes } from 'node:crypto';
import type { UserId } from '../ticket/ticket.ts';
import type { Database } from './database.ts';
import { factsIn } from './facts.ts';

const keyName = 'forgotten-key';

/** Stands where somebody's ID stood who was forgotten, and nobody needs to know them again. */
export const nobody = '0' as UserId;

/** What stands for somebody who was forgotten, where they must be known again if they write: a hash that needs this database's key. */
export interface Pseudonyms {
  /** The ID itself, where nobody was ever forgotten. */
  of(userId: string): UserId;
  /** Makes the key where there is none yet. */
  make(userId: string): UserId;
}

/** The pseudonyms of a database. */
export function pseudonymsIn(database: Database): Pseudonyms {
  const facts = factsIn(database);
  const hash = (key: string, userId: string): UserId => {
    const digest = createHmac('sha256', Buffer.from(key, 'hex')).update(userId).digest('hex');
    return `${prefix}${digest.slice(0, 32)}` as UserId;
  };
  return {
    of: (userId) => {
      const key = facts.get(keyName);
      return key === null || isPseudonym(userId) ? (userId as UserId) : hash(key, userId);
    },
    make: (userId) => {
      const key = facts.get(keyName) ?? randomBytes(32).toString('hex');
      facts.set(keyName, key);
      return hash(key, userId);
    },
  };
}

const prefix = 'forgotten-';

/** Whether this stands for somebody who was forgotten. */
export function isPseudonym(id: string): boolean {
  return /^forgotten-[0-9a-f]{32}$/.test(id);
}
