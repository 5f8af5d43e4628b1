import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { factsIn } from '../../src/storage/facts.ts';
import { createWatch } from '../../src/wiring/watch.ts';
import { createFakeClock } from '../support/fake-clock.ts';

test('what another process commits is noticed within half a second, and what we write ourselves isn’t', () => {
  const folder = mkdtempSync(join(tmpdir(), 'supportmail-test-'));
  const [own, other] = [openDatabase(join(folder, 'a.db')), openDatabase(join(folder, 'a.db'))];
  const clock = createFakeClock();
  let noticed = 0;
  const watch = createWatch({
    database: own,
    clock,
    onChanged: () => (noticed += 1),
    guard: (_, run) => run(),
  });
  watch.start();
  factsIn(own).set('a', '1');
  clock.advance(500);
  expect(noticed).toBe(0);
  factsIn(other).set('a', '2');
  clock.advance(500);
  expect(noticed).toBe(1);
  clock.advance(5_000);
  expect(noticed).toBe(1);
  watch.stop();
  factsIn(other).set('a', '3');
  clock.advance(5_000);
  expect(noticed).toBe(1);
  own.close();
  other.close();
  rmSync(folder, { recursive: true });
});
