import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import { mountPage } from '../../src/sandbox/control.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { createDemoWorld, type DemoWorld } from '../../src/sandbox/scenario.ts';
import { chromiumPath, patienceMs, startBrowser, watchForTrouble, type Trouble } from '../support/browser.ts';

/** The page over a sandbox without a bot, open in a browser: anew for each test. */
export interface PageStage {
  page: Page;
  sandbox: Sandbox;
  demo: DemoWorld;
  memberSide(): Locator;
  staffSide(): Locator;
  /** Opens a post by hand, as the first of the staff, and gives its ID. */
  openPost(title: string): string;
}

/** Describes what the page does by itself: staff open posts by hand, and what the bot would say is left to demo.test.ts. */
export function describePage(name: string, define: (stage: PageStage) => void): void {
  if (chromiumPath === null) process.stderr.write(`Left out, as there is no Chromium here: ${name}\n`);
  describe.skipIf(chromiumPath === null)(name, () => {
    let browser: Browser;
    let trouble: Trouble;
    let closePage: () => void;
    const stage = {
      memberSide: () => stage.page.getByRole('region', { name: 'A member’s direct messages' }),
      staffSide: () => stage.page.getByRole('region', { name: 'The server, as staff sees it' }),
      openPost: (title) => stage.demo.staff[0].post(stage.demo.forum.id, title, 'First').id,
    } as PageStage;

    beforeAll(async () => {
      browser = await startBrowser();
    }, patienceMs);
    afterAll(() => browser.close());

    beforeEach(async () => {
      stage.sandbox = await startSandbox();
      stage.demo = createDemoWorld(stage.sandbox);
      closePage = mountPage(stage.sandbox, stage.demo);
      stage.page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      stage.page.setDefaultTimeout(5000);
      trouble = watchForTrouble(stage.page, stage.sandbox.url);
      await stage.page.goto(stage.sandbox.url);
      await stage.memberSide().getByRole('textbox').waitFor();
    }, patienceMs);
    afterEach(async () => {
      await stage.page.close();
      closePage();
      await stage.sandbox.stop();
      expect(trouble).toEqual({ foreignRequests: [], errors: [] });
    });

    define(stage);
  });
}
