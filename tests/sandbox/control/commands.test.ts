import { expect, test } from 'vitest';
import { splitName, toCommandViews, toOptionValues } from '../../../src/sandbox/control/commands.ts';

const text = { type: 3, name: 'text', description: 'A text', required: true };

test('a subcommand is a command of its own, in a group too', () => {
  const create = { type: 1, name: 'create', description: 'Creates', required: false, options: [text] };
  const group = {
    type: 2,
    name: 'snippets',
    description: 'Snippets',
    required: false,
    options: [{ ...create, name: 'add' }],
  };
  const views = toCommandViews([{ name: 'config', description: 'Settings', options: [create, group] }]);
  expect(views.map(({ name }) => name)).toEqual(['config create', 'config snippets add']);
  expect(views[0]?.options).toEqual([
    { name: 'text', description: 'A text', kind: 'string', required: true, choices: [], autocomplete: false },
  ]);
});

test('what was typed becomes what the command declares', () => {
  const kinds = { count: 4, gift: 5, for: 6, price: 10, what: 3 };
  const options = Object.entries(kinds).map(([name, type]) => ({ type, name, description: name, required: false }));
  const [order] = toCommandViews([{ name: 'order', description: 'Orders', options }]);
  if (order === undefined) throw new Error('The command is missing.');
  expect(toOptionValues(order, { count: '3', gift: 'false', for: '42', price: '1.5', what: '7' })).toEqual({
    count: 3,
    gift: false,
    for: '42',
    price: 1.5,
    what: '7',
  });
});

test('the name is split as Discord wants it', () => {
  const dm = { dm: true } as const;
  expect(splitName('close', dm)).toEqual({ name: 'close', place: dm });
  expect(splitName('config snippets add', dm)).toEqual({
    name: 'config',
    place: { dm: true, subcommand: 'snippets add' },
  });
});
