import { afterEach, expect, test } from 'vitest';
import { createPerson } from '../../src/sandbox/scenario.ts';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import { reactionsOn, readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.stop());

const postOf = (name: string) => stage.posts().find(({ title }) => title.endsWith(`· ${name}`));

async function open(name: string): Promise<Person> {
  const person = createPerson(stage.sandbox, { username: name });
  stage.world.server.addMember(person);
  person.dm(`I am ${name}`);
  await stage.until(() => person.dmMessages().length === 2);
  return person;
}

test("at Discord's cap of active posts new tickets are opened all the same, and archived ones wake for their users", async () => {
  stage = await setStage({ patienceMs: 30_000 });
  await stage.startBot();
  const first = await open('first');
  const second = await open('second');
  const [robin] = stage.world.staff;
  const answer = robin.write(postOf('first')?.id ?? '', 'Hello first');
  await stage.until(() => reactionsOn(answer).length === 1);
  stage.sandbox.world.settings.activeThreadCap = 2;
  await open('third');
  expect(postOf('third')?.archived).toBe(false);
  expect(postOf('second')?.archived).toBe(true);

  const again = second.dm('Still there?');
  await stage.until(() => reactionsOn(again).length === 1);
  expect(postOf('second')).toMatchObject({ archived: false, locked: false });
  expect(postOf('second')?.messages.map(shown).slice(1)).toEqual(['-# second\nI am second', '-# second\nStill there?']);

  const last = first.dm('And me?');
  await stage.until(() => reactionsOn(last).length === 1);
  expect(readDms(first).filter((text) => text.startsWith('❌'))).toEqual([]);
  expect(stage.posts().flatMap(({ tags }) => tags)).not.toContain('Closed');
});
