import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { transcriptsIn } from '../../src/storage/transcript/transcripts.ts';
import type { View } from '../../src/ticket/seen-ticket.ts';
import type { TicketId } from '../../src/ticket/ticket.ts';
import { toJson } from '../../src/transcript/json.ts';
import { folderWith } from '../config/load-text.ts';
import { recordEverything, recordInto, start } from '../support/recorded-ticket.ts';
import type { Recorder } from '../support/recorded-ticket.ts';

const schemaPath = join(import.meta.dirname, '../../src/transcript/transcript.schema.json');
const isValid = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false }).compile(
  JSON.parse(readFileSync(schemaPath, 'utf8')) as object,
);

let bot: Recorder;
beforeEach(() => {
  bot = recordInto(folderWith({}));
});
afterEach(() => bot.database.close());

function written(id: TicketId, view: View, isKept = false): string {
  const ticket = transcriptsIn(bot.database).read(id, view);
  if (ticket === null) throw new Error('There is no such ticket');
  const fileState = () => (isKept ? ({ type: 'kept', path: 'a/1-b.png' } as const) : null);
  return [...toJson({ ticket, exportedAt: start, language: 'en', categoryName: null, fileState })].join('');
}

describe('JSON', () => {
  test.each<[View, boolean]>([
    ['user', false],
    ['staff', false],
    ['staff', true],
  ])('is as the schema says (%s, files kept: %s)', (view, isKept) => {
    const text = written(recordEverything(bot), view, isKept);
    isValid(JSON.parse(text));
    expect(isValid.errors).toBeNull();
  });

  test('of an empty ticket, too', () => {
    const id = bot.ticket(1);
    bot.database.exec('DELETE FROM ticket_log');
    const value = JSON.parse(written(id, 'user')) as object;
    expect(isValid(value)).toBe(true);
    expect(value).toMatchObject({ entries: [] });
  });

  test('has an entry a line, so that programs can read it line by line', () => {
    const lines = written(recordEverything(bot), 'staff')
      .split('\n')
      .filter((line) => line.startsWith('    {'));
    expect(lines.map((line) => (JSON.parse(line.replace(/,$/, '')) as { readonly type: string }).type)).toHaveLength(
      13,
    );
  });
});
