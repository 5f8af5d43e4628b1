import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** Where this machine has a Chromium; null where it has none, and browser tests are left out. */
export const chromiumPath = findChromium();

function findChromium(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const paths = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return paths.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** How long a browser may take to start on a machine that is busy with other tests. */
export const patienceMs = 60_000;

/** Starts a Chromium without a window. */
export function startBrowser(): Promise<Browser> {
  // Chromium's own sandbox doesn't work as root, which tests in containers run as.
  return chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox'], timeout: patienceMs });
}

/** What a page did that it should not have done. */
export interface Trouble {
  /** Requests to anywhere but the page's own origin. */
  readonly foreignRequests: string[];
  /** Uncaught errors, and what the browser's console calls an error, such as a violated content policy. */
  readonly errors: string[];
}

/** Records from now on what a page does wrong. */
export function watchForTrouble(page: Page, origin: string): Trouble {
  const trouble: Trouble = { foreignRequests: [], errors: [] };
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) trouble.foreignRequests.push(request.url());
  });
  page.on('pageerror', (error) => trouble.errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.errors.push(message.text());
  });
  return trouble;
}
