import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { harmlessName } from '../../src/cli/tickets/export/harmless-name.ts';
import { transcriptsIn } from '../../src/storage/transcript/transcripts.ts';
import type { View } from '../../src/ticket/seen-ticket.ts';
import type { TicketId } from '../../src/ticket/ticket.ts';
import type { FileStates } from '../../src/transcript/transcript.ts';
import { toHtml } from '../../src/transcript/html/html.ts';
import { writeAtomically } from '../../src/transcript/write-transcript.ts';
import { folderWith } from '../config/load-text.ts';
import { chromiumPath, patienceMs, startBrowser } from '../support/browser.ts';
import { png } from '../support/file-bytes.ts';
import { mia, recordEverything, recordInto, robin, start } from '../support/recorded-ticket.ts';
import type { Recorder } from '../support/recorded-ticket.ts';

/** Everything that could run, ask for something, or break out of where it stands. */
const hostile: readonly string[] = [
  '<script>document.title = "ran"</script><img src="http://127.0.0.1:9/a.png" onerror="document.title=\'ran\'">',
  '"><svg onload=document.title="ran"></svg><iframe src="http://127.0.0.1:9/b"></iframe><style>*{display:none}</style>',
  '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/c"><base href="http://127.0.0.1:9/"><form action="http://127.0.0.1:9/d">',
  '</div></article></main></body></html><!-- <![CDATA[ ',
  '[click](javascript:document.title="ran") [me](data:text/html,<script>1</script>) [x](vbscript:x) <javascript:document.title="ran">',
  '![picture](http://127.0.0.1:9/e.png) [go](http://example.org/" onmouseover="document.title=1)',
  '[https://bank.example/login](https://evil.example/login)',
  '*'.repeat(4000),
  '||'.repeat(2000),
  '> '.repeat(1000),
  '`'.repeat(3999),
  '['.repeat(4000),
  '_*~~||'.repeat(600),
  `\`\`\`html\n${'<b onclick=x>'.repeat(290)}\n\`\`\``,
  'safe \u202Egnp.exe \u202C',
  '\u202Etxt.exe \u2067\u202D\u0000\u0007\u001B[31m \uD800 \uFFFF',
  '<t:99999999999999:R> <t:0> <@1234567890123456> <:a:1234567890123456> </x:1234567890123456>',
  'W'.repeat(4000),
];

let browser: Browser;
let page: Page;
let folder: string;
let bot: Recorder;
let requests: string[];

beforeAll(async () => {
  if (chromiumPath !== null) browser = await startBrowser();
}, patienceMs);
afterAll(() => browser?.close());

describe.skipIf(chromiumPath === null)('a transcript in a browser', { timeout: patienceMs }, () => {
  beforeEach(async () => {
    folder = folderWith({});
    bot = recordInto(folder);
    page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
    requests = [];
    page.on('request', (request) => requests.push(request.url()));
  });
  afterEach(async () => {
    await page.close();
    bot.database.close();
  });

  async function open(id: TicketId, view: View = 'staff', fileState: FileStates = () => null): Promise<string> {
    const ticket = transcriptsIn(bot.database).read(id, view);
    if (ticket === null) throw new Error('There is no such ticket');
    const path = join(folder, 'ticket.html');
    const pieces = toHtml({ ticket, exportedAt: start, language: 'en', categoryName: 'Buying', fileState });
    await writeAtomically(path, pieces, new AbortController().signal);
    const url = String(pathToFileURL(path));
    await page.goto(url);
    return url;
  }

  /** The contrast between a text and what is behind it, at its worst: https://www.w3.org/TR/WCAG22/#contrast-minimum */
  const worstContrast = (): Promise<number> =>
    page.evaluate(`(() => {
      const channels = (colour) => { const c = document.createElement('canvas').getContext('2d'); c.fillStyle = colour; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data]; };
      const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
      const behind = (element) => { for (let e = element; e; e = e.parentElement) { const c = channels(getComputedStyle(e).backgroundColor); if (c[3] > 0) return c; } return [255, 255, 255]; };
      const texts = [...document.querySelectorAll('body *')].filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== '') && !e.closest('.spoiler'));
      return Math.min(...texts.map((e) => { const [a, b] = [light(channels(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05); }));
    })()`);
  const width = (): Promise<number> => page.evaluate('document.documentElement.scrollWidth');

  test('shows hostile content as what it is: no script ran, nothing was requested, and everything stands where it belongs', async () => {
    const id = bot.ticket(1, { userName: hostile[0] ?? '', category: '<b>' });
    bot.store.saveFormAnswers(
      id,
      hostile.slice(0, 5).map((text) => ({ label: text.slice(0, 45), values: [text] })),
    );
    for (const text of hostile) {
      const edited = bot.say(id, text, {
        side: 'staff',
        shownAs: text.slice(0, 80),
        files: [
          {
            id: '1',
            name: `${text.slice(0, 60)}.png`,
            url: '',
            size: 1,
            contentType: text,
            description: text,
            isVoice: false,
          },
        ],
      });
      bot.store.recordEdit(edited, { text, files: [] }, bot.nextAt());
      bot.store.log(id, bot.nextAt(), { type: text.slice(0, 40), by: mia.id, detail: text });
    }
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('console', (message) => problems.push(message.text()));
    page.on('dialog', (dialog) => problems.push(dialog.message()));
    const url = await open(id);

    expect(problems).toEqual([]);
    expect(requests).toEqual([url]);
    expect(await page.title()).toMatch(/^Ticket 1 · <script>/);
    const tags: unknown = await page.evaluate(
      "[...new Set([...document.querySelectorAll('*')].map((e) => e.localName))].sort()",
    );
    expect(tags).toEqual(
      'a,article,b,bdi,blockquote,body,br,code,dd,div,dl,dt,em,h1,h2,head,header,html,li,main,meta,p,pre,s,section,small,span,strong,style,time,title,u,ul'
        .split(',')
        .filter((tag) => (tags as string[]).includes(tag)),
    );
    // Every message is beside the others, none within another.
    const messages: unknown = await page.evaluate("document.querySelectorAll('main > article.message').length");
    expect(messages).toBe(hostile.length);
    const links = (await page.evaluate('[...document.links].map((link) => link.href)')) as string[];
    expect(links.filter((href) => !/^https?:/.test(href))).toEqual([]);
    const handlers: unknown = await page.evaluate(
      "[...document.querySelectorAll('*')].flatMap((e) => e.getAttributeNames()).filter((name) => name.startsWith('on') || name === 'style')",
    );
    expect(handlers).toEqual([]);
    // Whoever is to be misled by a link reads where it leads.
    expect(await page.getByText('(evil.example)').count()).toBeGreaterThan(0);
    expect(await width()).toBeLessThanOrEqual(1000);
    // What is turned round could be taken for another name.
    expect(/[\u202A-\u202E\u2066-\u2069]/.test(await page.content())).toBe(false);
    expect(await page.getByText('safe gnp.exe', { exact: true }).count()).toBeGreaterThan(0);
  });

  test('would run nothing and ask for nothing even if something got in: its policy forbids it', async () => {
    let asked = 0;
    const server = createServer((_, answer) => {
      asked += 1;
      answer.end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    await open(recordEverything(bot));
    const stray = `<img src="http://127.0.0.1:${port}/x.png"><iframe src="http://127.0.0.1:${port}/y"></iframe><p style="color: red" id="in">x</p>`;
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(stray)})`);
    await page.evaluate(`(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "ran"';
      document.body.append(script);
    })()`);
    expect(await page.evaluate(`fetch('http://127.0.0.1:${port}/z').then(() => 'got', () => 'refused')`)).toBe(
      'refused',
    );
    expect(await page.title()).toMatch(/^Ticket 1/);
    expect(await page.evaluate("getComputedStyle(document.querySelector('#in')).color")).not.toBe('rgb(255, 0, 0)');
    expect(asked).toBe(0);
    server.close();
  });

  test('can be read in the light, in the dark, in a narrow window and on paper', async () => {
    const id = recordEverything(bot);
    bot.say(
      id,
      'A ||spoiler|| and `code`, <@223456789012345678>, [a mask](https://example.org/x)\n> quoted\n```\ncode\n```\n-# small',
    );
    await open(id);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await worstContrast()).toBeGreaterThanOrEqual(4.5);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await width()).toBeLessThanOrEqual(320);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(28, 36, 34)');
    // On paper nobody uncovers anything.
    expect(await page.evaluate("getComputedStyle(document.querySelector('.spoiler')).color")).toBe('rgb(28, 36, 34)');
  });

  test('a spoiler is covered until somebody wants to see it, without a script', async () => {
    const id = bot.ticket(1);
    const said = bot.say(id, 'It was ||the **gardener**||');
    bot.say(id, 'Really?', { replyTo: said });
    await open(id);
    expect(await page.locator('.reply').innerText()).toBe('Reply to Mia Unverwechselbar: It was ▒▒▒');
    const colour = (): Promise<string> => page.evaluate("getComputedStyle(document.querySelector('.spoiler')).color");
    expect(await colour()).toBe('rgba(0, 0, 0, 0)');
    await page.keyboard.press('Tab');
    expect(await colour()).toBe('rgb(28, 36, 34)');
  });

  test('a kept picture is shown, from beside the page', async () => {
    const id = recordEverything(bot);
    mkdirSync(join(folder, 'files'));
    writeFileSync(join(folder, 'files', "1-ä '#%.png"), png);
    await open(id, 'user', () => ({ type: 'kept', path: "files/1-ä '#%.png" }));
    await page.getByRole('img', { name: 'My passport' }).waitFor();
    const image = "document.querySelector('img')";
    expect(await page.evaluate(`${image}.decode().then(() => ${image}.naturalWidth)`)).toBeGreaterThan(0);
  });

  test('leads to no file that runs, whatever it is called', async () => {
    const bytes =
      '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>quiet</title></head><body><script>document.title = "ran";</script></body></html>';
    const titleOf = async (name: string): Promise<string> => {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      // Some are offered for download, which is no page.
      await page.goto('about:blank');
      await page.goto(String(pathToFileURL(path))).catch(() => null);
      return page.title();
    };
    expect(await titleOf('a.rss')).toBe('ran');
    for (const kind of [
      'html',
      'HTM',
      'xhtml',
      'shtm',
      'ehtml',
      'svg',
      'xml',
      'rss',
      'atom',
      'xbl',
      'xsd',
      'xsl',
      'eml',
    ]) {
      expect(await titleOf(harmlessName(`1-a.${kind}`)), kind).not.toBe('ran');
    }
    for (const name of ['1-page', '1-a.md', '1-a.php', '1-a.pdf', '1-a.json', '1-a.txt', '1-a.PNG']) {
      expect(harmlessName(name)).toBe(name);
      expect(await titleOf(name), name).not.toBe('ran');
    }
  });

  test('names nobody of the staff who is anonymous to its user', async () => {
    const id = bot.ticket(1);
    bot.say(id, `I am <@${robin.id}>`, { side: 'staff', shownAs: 'Staff' });
    bot.say(id, 'Robin Rotkehl', { side: 'staff', became: 'note' });
    await open(id, 'user');
    const source = await page.content();
    expect([robin.id, 'Rotkehl', robin.username].filter((secret) => source.includes(secret))).toEqual([]);
    expect(source).toContain('I am Staff');
  });
});
