import { expect, test } from 'vitest';
import { ownTagNames } from '../../src/config/own-tags.ts';
import { catalogues } from '../../src/texts/texts.ts';
import { loadText } from './load-text.ts';

test('are what the texts call them, in every language', () => {
  const inTexts = Object.values(catalogues).flatMap((texts) =>
    Object.entries(texts).flatMap(([key, text]) => (key.startsWith('tag.') ? [text] : [])),
  );
  expect([...ownTagNames].sort()).toEqual([...new Set(inTexts)].sort());
});

test('may be names of categories that have no tag', () => {
  const server = 'servers:\n- id: 123456789012345678\n  forum: 234567890123456789\n';
  expect(loadText(`${server}  categories: [{ name: Open }]\n`).config.servers[0]?.categories[0]?.name).toBe('Open');
});

test('are no names of categories that have one', () => {
  const server = 'servers:\n- id: 123456789012345678\n  forum: 234567890123456789\n';
  expect(() => loadText(`${server}  categories: [{ name: Open, forum_tag: true }]\n`)).toThrow('keeps for itself');
});
