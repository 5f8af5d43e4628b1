import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extensionOf, safeName } from '../../src/lib/safe-names.ts';

describe('a file’s name', () => {
  test.each([
    ['bill.pdf', 'bill.pdf'],
    ['My summer 2026.tar.gz', 'My summer 2026.tar.gz'],
    ['Rechnung März.pdf', 'Rechnung März.pdf'],
    ['請求書.pdf', '請求書.pdf'],
    ['../../etc/passwd', '_.._etc_passwd'],
    [String.raw`C:\Users\mia\bill.pdf`, 'C__Users_mia_bill.pdf'],
    ['a\u0000b\r\nc.png', 'a_b__c.png'],
    ['photo\u202Egnp.exe', 'photo_gnp.exe'],
    ['invisible\u200B.png', 'invisible_.png'],
    ['...hidden', 'hidden'],
    ['.htaccess', 'htaccess'],
    ['trailing. .', 'trailing'],
    ['"quoted".png', '_quoted_.png'],
    ['SPOILER_end.png', 'SPOILER_end.png'],
    ['SPOILER_', 'SPOILER_file'],
    ['SPOILER_../x.png', 'SPOILER__x.png'],
    ['', 'file'],
    ['   ', 'file'],
    ['.', 'file'],
  ])('%j becomes %j', (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });

  test('that is too long loses its end, not its ending', () => {
    expect(safeName(`${'x'.repeat(200)}.jpeg`)).toBe(`${'x'.repeat(95)}.jpeg`);
    expect(safeName(`SPOILER_${'x'.repeat(200)}.png`)).toBe(`SPOILER_${'x'.repeat(88)}.png`);
    expect(safeName('😀'.repeat(60))).toBe('😀'.repeat(50));
  });

  test('gets the ending that is asked for in place of its own', () => {
    expect(safeName('setup.exe', 'png')).toBe('setup.png');
    expect(safeName('picture', 'png')).toBe('picture.png');
    expect(safeName('SPOILER_.exe', 'png')).toBe('SPOILER_exe.png');
  });

  test('whatever it is, is one name in one folder', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom(null, 'png'), (name, extension) => {
        const safe = safeName(name, extension);
        expect(safe.length).toBeGreaterThan(0);
        expect(safe.length).toBeLessThanOrEqual(100);
        expect(safe).not.toMatch(/[/\\\p{Cc}\p{Bidi_Control}]|^\./u);
        if (extension !== null) expect(safe.endsWith('.png')).toBe(true);
      }),
    );
  });
});

test('its ending is what stands behind the last dot', () => {
  expect(['a.PNG', 'a.tar.gz', 'a', '.png', 'a.b c', ''].map(extensionOf)).toEqual(['png', 'gz', '', '', '', '']);
});
