import type { OutsideEvent } from '../../src/desk/ports.ts';
import { partsForPost, partsForUser } from '../../src/ticket/parts.ts';
import type { Outgoing } from '../../src/ticket/effects.ts';
import { rulesWith } from './desk.ts';

/** What somebody wrote, and what the other side must have of it in the end. */
export interface Told {
  readonly event: Extract<OutsideEvent, { writing: unknown }>;
  /** As its author's side shows it. */
  text: string;
  /** As the other side shows it; `null`: not at all. */
  shown: string | null;
  mark: 'edited' | 'deleted by the user' | null;
  /** Staff took it back, or made it a note after the closing: no later edit of it reaches the user. */
  isTakenBack: boolean;
  isDeleted: boolean;
  /** Of the newest edit that was told. */
  editedAt: number;
}

/** A ticket as two people and time make it, without any delivery: what both sides must show once all is delivered. */
export class TwoSides {
  readonly told: Told[] = [];
  isClosed = false;
  wasClosed = false;

  close(): void {
    this.isClosed = true;
    this.wasClosed = true;
  }

  write(event: Told['event']): void {
    const { text } = event.writing;
    const shown = event.type === 'staffWrote' && isNote(text) ? null : text;
    this.told.push({ event, text, shown, mark: null, isTakenBack: false, isDeleted: false, editedAt: 0 });
  }

  /** Told late or twice, it means nothing. */
  edit(one: Told, text: string, editedAt: number): void {
    if (one.isDeleted || editedAt <= one.editedAt) return;
    const isNew = text !== one.text;
    Object.assign(one, { text, editedAt });
    if (!isNew || one.isTakenBack) return;
    one.isTakenBack = isOfStaff(one) && isNote(text);
    if (this.isClosed || one.shown === null) return;
    one.shown = one.isTakenBack ? null : text;
    one.mark = 'edited';
  }

  delete(one: Told): void {
    if (one.isDeleted) return;
    one.isDeleted = true;
    if (isOfStaff(one)) one.shown = null;
    else if (!this.isClosed) Object.assign(one, { mark: 'deleted by the user', shown: one.text });
  }
}

export function isOfStaff({ event }: Told): boolean {
  return event.type === 'staffWrote';
}

function isNote(text: string): boolean {
  return text.startsWith('//');
}

const rules = rulesWith();

/** The messages that the other side must have of this one, in order. */
export function copiesOf({ event, shown, mark }: Told): string[] {
  if (shown === null) return [];
  const writing = { ...event.writing, text: event.type === 'staffWrote' ? shown.replace(/^-r\s+/, '') : shown };
  const ofUser = event.type === 'userWrote';
  const name = ofUser ? event.user.name : event.author.name;
  const seen = { writing, name, isHidden: false, receipt: false, marks: mark === null ? [] : [mark] };
  return contents(ofUser ? partsForPost(seen, rules) : partsForUser(seen, rules));
}

function contents(parts: readonly Outgoing[]): string[] {
  return parts.map(({ body }) => (body.type === 'relayed' ? body.content : ''));
}
