import { createHash } from 'node:crypto';
import type { Language } from '../../texts/texts.ts';
import css from './page.css?text';
import { Markup, markup } from './markup.ts';

const style = new Markup(css);

/**
 * Nothing is loaded from anywhere, and nothing runs: only the page's own style is taken, and pictures beside it.
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(css).digest('base64')}'`,
  "img-src 'self' file:",
  "media-src 'self' file:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** By which a page of ours is known. */
export const generator = 'SupportMail';

/** What a page begins with, up to its contents. */
export function pageHead(title: string, language: Language): Markup {
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="generator" content="${generator}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
`;
}

/** What it ends with. */
export const pageEnd = markup`</main>
</body>
</html>
`;
