import type { Entry, EntryProgress, EntryState, NewEntry, Place, Request } from '../desk/ports.ts';
import type { Outbox } from '../desk/store.ts';
import type { LeftOut } from '../ticket/attached.ts';
import type { Effect, Urgency } from '../ticket/effects.ts';
import type { Rewrite } from '../ticket/rewrite.ts';
import type { MessageId, TicketId } from '../ticket/ticket.ts';
import type { Database } from './database.ts';
import { toEffect } from './earlier-effects.ts';

/** What makes a copy. */
type Sending = Extract<Effect, { type: 'sendToPost' | 'sendToUser' | 'sendAsStaff' }>;

const urgencies: readonly Urgency[] = ['message', 'lower', 'last'];

interface EntryRow {
  readonly entry_id: number;
  readonly ticket_id: TicketId | null;
  readonly place: Place;
  readonly urgency: number;
  readonly effect: string;
  readonly state: EntryState;
  readonly request: string | null;
  readonly left_out: string | null;
  readonly anchor: string | null;
  readonly attempts: number;
  readonly unknown_since: number | null;
  readonly not_before: number;
  readonly patient_until: number | null;
}

/** The table `outbox`: what is still to be performed, and in which order. */
export function outboxIn(database: Database): Outbox {
  return { ...adding(database), ...reading(database), ...changing(database) };
}

function adding(database: Database): Pick<Outbox, 'add'> {
  // What is being sent, or may have been, stays: only what still waits is replaced.
  const replaced = database.prepare(
    "DELETE FROM outbox WHERE place = @place AND coalescing_key = @coalescingKey AND state = 'queued'",
  );
  const insert = database.prepare(`
    INSERT INTO outbox (ticket_id, place, urgency, effect, source, coalescing_key, state, anchor, unknown_since, not_before, patient_until)
    VALUES (@ticketId, @place, @urgency, @effect, @source, @coalescingKey, @state, @anchor, @unknownSince, @notBefore, @patientUntil)`);
  const patience = database
    .prepare<[object], number | null>(
      "SELECT max(patient_until) FROM outbox WHERE place = @place AND coalescing_key = @coalescingKey AND state = 'queued'",
    )
    .pluck();
  const insertAfter = database.prepare('INSERT INTO outbox_after (entry_id, waits_for) VALUES (?, ?)');

  return {
    add(entry: NewEntry): number {
      const key = { place: entry.place, coalescingKey: entry.replacedKey };
      // Whoever waits longest for others decides for all.
      const patientUntil = entry.coalescingKey === null ? null : (patience.get(key) ?? null);
      if (entry.replacedKey !== null) replaced.run(key);
      const patient = { ...entry, patientUntil: latest(entry.patientUntil, patientUntil) };
      const id = Number(insert.run(toRow(patient)).lastInsertRowid);
      for (const awaited of entry.after) insertAfter.run(id, awaited);
      return id;
    },
  };
}

function latest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

function toRow({ after: _after, replacedKey: _replacedKey, ...entry }: NewEntry): Record<string, unknown> {
  return {
    ...entry,
    urgency: urgencies.indexOf(entry.urgency),
    effect: JSON.stringify(entry.effect),
    source: 'source' in entry.effect ? (entry.effect.source?.messageId ?? null) : null,
  };
}

type Reading = Pick<
  Outbox,
  'about' | 'get' | 'byNonce' | 'opening' | 'next' | 'waitingFor' | 'waitingIn' | 'places' | 'size'
>;

function reading(database: Database): Reading {
  const byId = database.prepare<[number], EntryRow>('SELECT * FROM outbox WHERE entry_id = ?');
  const about = database.prepare<{ place: Place; source: MessageId }, EntryRow>(`
    SELECT * FROM outbox WHERE source = @source AND place = @place
    UNION ALL SELECT * FROM outbox WHERE effect ->> 'copyOf' = @source AND place = @place
    ORDER BY entry_id`);
  const byNonce = database.prepare<[string], EntryRow>('SELECT * FROM outbox WHERE nonce = ?');
  const opening = database.prepare<[string], EntryRow>(`
    SELECT o.* FROM outbox o JOIN tickets t USING (ticket_id)
    WHERE t.mark = ? AND t.post_id IS NULL AND o.effect ->> 'type' = 'openPost'`);
  const waitingFor = database
    .prepare<[number], Place>(
      'SELECT DISTINCT o.place FROM outbox_after a JOIN outbox o ON o.entry_id = a.entry_id WHERE a.waits_for = ?',
    )
    .pluck();
  const waitingIn = database
    .prepare<[Place], number>('SELECT entry_id FROM outbox WHERE place = ? ORDER BY entry_id')
    .pluck();
  const places = database.prepare<[], Place>('SELECT DISTINCT place FROM outbox').pluck();
  const size = database.prepare<[], number>('SELECT count(*) FROM outbox').pluck();
  const next = nextIn(database);

  return {
    about: (place, source) => about.all({ place, source }).flatMap((row) => toEntry(row) ?? []),
    get: (id) => toEntry(byId.get(id)),
    byNonce: (nonce) => toEntry(byNonce.get(nonce)),
    opening: (mark) => toEntry(opening.get(mark)),
    next,
    waitingFor: (id) => waitingFor.all(id),
    waitingIn: (place) => waitingIn.all(place),
    places: () => places.all(),
    size: () => size.get() ?? 0,
  };
}

/**
 * Who is next in a place: messages in the order they were queued, then the lower class, then what ends the post. An entry
 * that waits for others holds up what its own ticket queued behind it, and nobody else.
 */
function nextIn(database: Database): Outbox['next'] {
  const waits = 'EXISTS (SELECT 1 FROM outbox_after a WHERE a.entry_id = o.entry_id)';
  // Only the first message of each ticket comes into question, and a place has few tickets: the rest isn't looked at.
  const message = database.prepare<{ place: Place }, EntryRow>(`
    WITH RECURSIVE owners (ticket) AS (
      SELECT min(coalesce(ticket_id, 0)) FROM outbox WHERE place = @place AND urgency = 0
      UNION ALL
      SELECT (SELECT min(coalesce(ticket_id, 0)) FROM outbox
              WHERE place = @place AND urgency = 0 AND coalesce(ticket_id, 0) > owners.ticket)
      FROM owners WHERE ticket IS NOT NULL)
    SELECT o.* FROM owners JOIN outbox o ON o.entry_id = (
      SELECT min(entry_id) FROM outbox WHERE place = @place AND urgency = 0 AND coalesce(ticket_id, 0) = owners.ticket)
    WHERE NOT ${waits} ORDER BY o.entry_id LIMIT 1`);
  const lower = database.prepare<[Place], EntryRow>(
    `SELECT * FROM outbox o WHERE place = ? AND urgency = 1 AND NOT ${waits} ORDER BY entry_id LIMIT 1`,
  );
  const last = database.prepare<[Place], EntryRow>(`
    SELECT * FROM outbox o WHERE place = ? AND urgency = 2 AND NOT ${waits}
      AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.place = o.place AND e.urgency < 2)
    ORDER BY entry_id LIMIT 1`);
  const othersOfTicket = database
    .prepare<[TicketId | null, number], number>(
      'SELECT 1 FROM outbox WHERE ticket_id = ? AND urgency = 0 AND entry_id <> ? LIMIT 1',
    )
    .pluck();

  return (place, now) => {
    const entry = toEntry(message.get({ place }) ?? lower.get(place) ?? last.get(place));
    if (entry === null) return null;
    const { patientUntil } = entry;
    const isPatient =
      patientUntil !== null && patientUntil > now && othersOfTicket.get(entry.ticketId, entry.id) !== undefined;
    return { entry, dueAt: isPatient ? Math.max(entry.notBefore, patientUntil) : entry.notBefore };
  };
}

type Changing = Pick<
  Outbox,
  'progress' | 'leaveOut' | 'remove' | 'removeWithFollowers' | 'giveUp' | 'isSending' | 'rewrite'
>;

function changing(database: Database): Changing {
  const progress = database.prepare(`
    UPDATE outbox SET state = @state, attempts = @attempts, unknown_since = @unknownSince, not_before = @notBefore,
      request = coalesce(@request, request), nonce = coalesce(@nonce, nonce), anchor = coalesce(@anchor, anchor)
    WHERE entry_id = @id`);
  const leaveOut = database.prepare('UPDATE outbox SET left_out = ? WHERE entry_id = ?');
  const remove = database.prepare('DELETE FROM outbox WHERE entry_id = ?');
  const removeWithFollowers = database.prepare(`
    WITH RECURSIVE doomed (entry_id) AS (
      VALUES (?) UNION SELECT a.entry_id FROM outbox_after a JOIN doomed d ON a.waits_for = d.entry_id)
    DELETE FROM outbox WHERE entry_id IN (SELECT entry_id FROM doomed)`);
  const copiesOf = database
    .prepare<[Place, MessageId], number>(
      "SELECT entry_id FROM outbox WHERE place = ? AND source = ? AND state = 'queued'",
    )
    .pluck();

  const unsent = database.prepare<[Place, MessageId], Pick<EntryRow, 'entry_id' | 'effect'>>(`
    SELECT entry_id, effect FROM outbox WHERE place = ? AND source = ? AND state = 'queued' AND request IS NULL
    ORDER BY entry_id`);
  const replaceEffect = database.prepare('UPDATE outbox SET effect = ? WHERE entry_id = ?');
  const unsentParts = (place: Place, source: MessageId) =>
    unsent.all(place, source).map(({ entry_id: id, effect }) => ({ id, effect: JSON.parse(effect) as Sending }));

  const sending = database
    .prepare<[Place, MessageId], number>('SELECT 1 FROM outbox WHERE place = ? AND source = ? LIMIT 1')
    .pluck();

  return {
    isSending: (place, source) => sending.get(place, source) !== undefined,
    rewrite(place, source, part, outgoing) {
      const entry = unsentParts(place, source).find(({ effect }) => (effect.source?.part ?? 1) === part);
      if (entry === undefined) return;
      if (outgoing === null) remove.run(entry.id);
      else replaceEffect.run(JSON.stringify(rewritten(entry.effect, outgoing)), entry.id);
    },
    progress: (id: number, { request, nonce, anchor, state, attempts, unknownSince, notBefore }: EntryProgress) =>
      void progress.run({
        id,
        state,
        attempts,
        unknownSince,
        // Waits are drawn at random, and Discord's are fractions of seconds: the column takes whole milliseconds.
        notBefore: Math.ceil(notBefore),
        request: (request ?? null) === null ? null : JSON.stringify(request),
        nonce: nonce ?? null,
        anchor: anchor ?? null,
      }),
    leaveOut: (id, files) => void leaveOut.run(files.length === 0 ? null : JSON.stringify(files), id),
    remove: (id) => void remove.run(id),
    removeWithFollowers: (id) => void removeWithFollowers.run(id),
    giveUp(place, source) {
      for (const id of copiesOf.all(place, source)) removeWithFollowers.run(id);
    },
  };
}

/** What it replies to was settled when it was queued. */
function rewritten(effect: Sending, outgoing: NonNullable<Rewrite['outgoing']>): object {
  const replyTo = 'replyTo' in effect ? effect.replyTo : undefined;
  return { ...effect, ...outgoing, replyTo, attached: 'attached' in outgoing ? outgoing.attached : undefined };
}

function toEntry(row: EntryRow | undefined): Entry | null {
  if (row === undefined) return null;
  return {
    id: row.entry_id,
    ticketId: row.ticket_id,
    place: row.place,
    urgency: urgencies[row.urgency] ?? 'message',
    effect: toEffect(row.effect),
    state: row.state,
    request: row.request === null ? null : (JSON.parse(row.request) as Request),
    leftOut: row.left_out === null ? [] : (JSON.parse(row.left_out) as readonly LeftOut[]),
    anchor: row.anchor,
    attempts: row.attempts,
    unknownSince: row.unknown_since,
    notBefore: row.not_before,
    patientUntil: row.patient_until,
  };
}
