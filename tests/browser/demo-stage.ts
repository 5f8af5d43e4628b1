import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import { chromiumPath, patienceMs, startBrowser, watchForTrouble, type Trouble } from '../support/browser.ts';
import { startDemo, type DemoProcess } from '../support/demo-process.ts';

// Each command and menu, with every option: every-option.test.ts. Else the most important that a visitor can do by hand, through the real bot:
//   demo.test.ts          1 write, answer and close   2 reply   3 rewrite and delete
//   demo-sending.test.ts  4 a file, chosen or dropped   5 a long text   6 a forward, a sticker, a voice message, a poll
//   demo-by-hand.test.ts  7 close direct messages, and try again   8 Send to user   9 reopen, by command and by question
//                         10 archive and delete a post by hand; leave the server
//   demo-commands.test.ts 11 /send, outside of tickets, Edit reply and Delete reply   12 ask whether the ticket may be closed
//                         13 keep a snippet, and send it   18 claim, note, look things up
//   demo-feedback.test.ts 14 rate a closed ticket, and fill in the form
//   demo-settings.test.ts 15 let members be anonymous, and write as one
//   demo-ways-in.test.ts  16 choose between two servers, say what it is about, and fill in a form; press the button of a panel
//   demo-promise.test.ts  17 kill the bot, cut its connection, make Discord fail or lose answers, and read what is counted

/** What a visitor is promised: what is written on one side is on the other within a second. */
export const promisedMs = 1000;

/** The demo as a visitor meets it: the built file, the real bot as a process of its own, a real browser. */
export interface DemoStage {
  page: Page;
  memberSide(): Locator;
  staffSide(): Locator;
  /** The messages of the post that is open. */
  openPost(): Locator;
  directMessages(): Locator;
  posts(): Locator;
  write(side: Locator, text: string): Promise<void>;
  /** Types a slash command on the staff's side; its form is open then. */
  command(name: string): Promise<void>;
  rewrite(log: Locator, before: string, after: string): Promise<void>;
  remove(log: Locator, text: string): Promise<void>;
  /** Opens a menu and chooses in it. */
  choose(opener: Locator, item: string): Promise<void>;
}

/** Describes what the demo does, started anew for each test. */
export function describeDemo(name: string, define: (stage: DemoStage) => void): void {
  if (chromiumPath === null) process.stderr.write(`Left out, as there is no Chromium here: ${name}\n`);
  describe.skipIf(chromiumPath === null)(name, () => {
    let browser: Browser;
    let demo: DemoProcess;
    let trouble: Trouble;
    const stage = visitor();

    beforeAll(async () => {
      browser = await startBrowser();
    }, patienceMs);
    afterAll(() => browser.close());

    beforeEach(async () => {
      demo = await startDemo();
      stage.page = await browser.newPage({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 });
      stage.page.setDefaultTimeout(5000);
      trouble = watchForTrouble(stage.page, demo.url);
      await stage.page.goto(demo.url);
      await stage.page.getByText('Bot online').waitFor();
    }, patienceMs);
    afterEach(async () => {
      await stage.page.close();
      expect(await demo.stop()).toBe(0);
      expect(trouble).toEqual({ foreignRequests: [], errors: [] });
    });

    define(stage);
  });
}

function visitor(): DemoStage {
  const stage = {
    memberSide: () => stage.page.getByRole('region', { name: 'A member’s direct messages' }),
    staffSide: () => stage.page.getByRole('region', { name: 'The server, as staff sees it' }),
    openPost: () => stage.staffSide().getByRole('log'),
    directMessages: () => stage.memberSide().getByRole('log'),
    posts: () =>
      stage.staffSide().getByRole('navigation', { name: 'Posts' }).locator('.post-entry:not(.channel-entry)'),
    async write(side, text) {
      await side.getByRole('textbox').fill(text);
      await side.getByRole('textbox').press('Enter');
    },
    async command(name) {
      await stage.staffSide().getByRole('textbox').fill(`/${name}`);
      await stage.staffSide().getByRole('listbox').getByRole('option').first().waitFor();
      await stage.page.keyboard.press('Enter');
      await stage
        .staffSide()
        .getByRole('form', { name: `/${name}` })
        .waitFor();
    },
    async rewrite(log, before, after) {
      const message = log.locator('.message-own', { hasText: before });
      await message.hover();
      await message.getByRole('button', { name: 'Edit your message' }).click();
      await log.getByRole('textbox', { name: 'Rewrite the message' }).fill(after);
      await stage.page.keyboard.press('Enter');
    },
    async remove(log, text) {
      const message = log.locator('.message-own', { hasText: text });
      await message.hover();
      await message.getByRole('button', { name: 'Delete your message' }).click();
    },
    async choose(opener, item) {
      await opener.click();
      await stage.page.getByRole('menuitem', { name: item }).click();
    },
  } as DemoStage;
  return stage;
}
