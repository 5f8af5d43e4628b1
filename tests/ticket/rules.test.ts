import { describe, expect, test } from 'vitest';
import { fill, placeholders } from '../../src/ticket/rules.ts';
import { rulesWith, ticketWith } from '../support/tickets.ts';

describe('a template', () => {
  test('is filled in where it has places, in order', () => {
    expect(fill(['a ', { placeholder: 'x' }, ' b ', { placeholder: 'y' }], { x: '1', y: '2' })).toBe('a 1 b 2');
  });

  test('without text stays empty', () => {
    expect(fill([], {})).toBe('');
  });

  test('has nothing where there is no value', () => {
    expect(fill(['a', { placeholder: 'x' }, 'b'], {})).toBe('ab');
  });

  test('doesn’t fill in what it is filled with', () => {
    expect(fill([{ placeholder: 'x' }], { x: '{y}', y: '2' })).toBe('{y}');
  });
});

test('placeholders stand for the ticket, its user, its server and who is speaking', () => {
  const expected = {
    'user.name': 'Mia',
    'user.mention': '<@200>',
    'user.id': '200',
    'server.name': 'Harbour',
    'ticket.id': '7',
    category: '',
    'staff.name': 'Sam',
  };
  expect(placeholders(ticketWith(), rulesWith(), 'Sam')).toEqual(expected);
  expect(placeholders(ticketWith(), rulesWith())).toEqual({ ...expected, 'staff.name': '' });
});
