import { expect, test } from 'vitest';
import { whyNotFiles } from '../../../src/sandbox/page/client/file-limits.ts';
import { fileSize } from '../../../src/sandbox/page/client/file-size.ts';

test.each([
  [0, '0 bytes'],
  [1023, '1023 bytes'],
  [1024, '1.0 KB'],
  [1_500_000, '1.4 MB'],
  [25 * 1024 * 1024, '25 MB'],
])('%i bytes are %s', (bytes, text) => {
  expect(fileSize(bytes)).toBe(text);
});

test('a message takes ten files and 25 MB in all', () => {
  const files = (count: number, size: number): { size: number }[] => Array.from({ length: count }, () => ({ size }));
  expect(whyNotFiles(files(10, 2 * 1024 * 1024))).toBeNull();
  expect(whyNotFiles(files(11, 1))).toBe('A message takes 10 files at most.');
  expect(whyNotFiles(files(2, 13 * 1024 * 1024))).toBe('The files of a message can have 25 MB at most here.');
});
