import { describe, expect, test } from 'vitest';
import { dmFileLimit, fileLimitOf, sortFiles } from '../../src/ticket/file-groups.ts';
import { fileOf } from '../support/tickets.ts';

const mebibyte = 1024 * 1024;
const sized = (...sizes: readonly number[]) => sizes.map((size, at) => fileOf(String(at), size));
const names = (files: readonly { readonly name: string }[]): string => files.map(({ name }) => name).join(' ');

test('a forum takes what its server’s boosts allow, and never more than a request does', () => {
  const limits = [0, 1, 2, 3].map(fileLimitOf);
  expect(limits.slice(0, 2)).toEqual([dmFileLimit, dmFileLimit]);
  expect(limits[2]).toBe(limits[3]);
  expect(limits[3]).toBeGreaterThan(24 * mebibyte);
  expect(limits[3]).toBeLessThan(25 * mebibyte);
});

describe('files', () => {
  test('go together as far as a message takes them: ten, and 25 MiB in all', () => {
    const groupsOf = (...sizes: readonly number[]) =>
      sortFiles(sized(...sizes), { kinds: 'all', limit: dmFileLimit, isHidden: false }).groups.map(names);
    expect(groupsOf(...Array.from({ length: 12 }, () => 1))).toEqual(['0 1 2 3 4 5 6 7 8 9', '10 11']);
    expect(groupsOf(10 * mebibyte, 10 * mebibyte, 5 * mebibyte, 1)).toEqual(['0 1', '2 3']);
    expect(groupsOf()).toEqual([]);
  });

  test('that are larger than the limit are links, doubtful ones where it matters what they are', () => {
    const files = [...sized(dmFileLimit, dmFileLimit + 1), fileOf('voice', dmFileLimit + 1, { isVoice: true })];
    const sorted = (kinds: 'all' | 'media' | 'none', isHidden = false) => {
      const { groups, links, doubtful, refused } = sortFiles(files, { kinds, limit: dmFileLimit, isHidden });
      return [names(groups.flat()), names(links), names(doubtful), names(refused)];
    };
    expect(sorted('all')).toEqual(['0', '1 voice', '', '']);
    expect(sorted('media')).toEqual(['0', 'voice', '1', '']);
    expect(sorted('none')).toEqual(['', 'voice', '', '0 1']);
    expect(sorted('all', true)).toEqual(['0', '', '', '1 voice']);
    expect(sorted('media', true)).toEqual(['0', '', '', '1 voice']);
  });
});
