import { say } from '../../texts/texts.ts';
import type { SeenFile, SeenMessage } from '../../ticket/seen-ticket.ts';
import type { FileState, Transcript } from '../transcript.ts';
import { excerpt, instant, linkTo, marksOf, missingWords, plain, sizeWords } from '../words.ts';
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import { textMarkup } from './text.ts';

/** A message on the page. */
export function messageMarkup(message: SeenMessage, transcript: Transcript): Markup {
  const { id, side, kind, author, writtenAt, deletedAt, text, files, replyTo, earlier } = message;
  const { language, ticket, fileState } = transcript;
  const name = plain(author.name);
  const marks = marksOf(message, language).map(
    ({ words, isKind }) => markup`<span class="${isKind ? 'mark kind' : 'mark'}">${words}</span>`,
  );
  const classes = ['message', side, ...(kind === 'relayed' ? [] : [kind]), ...(deletedAt === null ? [] : ['deleted'])];
  const reply =
    replyTo === null
      ? null
      : markup`<p class="reply"><a href="#m${replyTo.id}"><bdi>${say(language, 'transcript.replyTo', { name: plain(replyTo.name) })}</bdi></a> <bdi>${excerpt(replyTo.text, ticket.names)}</bdi></p>`;
  const before = earlier.map(
    (one) =>
      markup`<div class="earlier"><p>${say(language, 'transcript.before', { time: instant(one.until) })}</p>${textMarkup(one.text, ticket.names)}</div>`,
  );
  return markup`<article class="${classes.join(' ')}" id="m${id}">
<header><span class="face" aria-hidden="true">${initialOf(name)}</span><b><bdi>${name}</bdi></b>${marks}<time datetime="${new Date(writtenAt).toISOString()}">${timeOfDay(writtenAt)}</time></header>
${reply}${text === '' ? null : textMarkup(text, ticket.names)}${filesMarkup(files, (index) => fileState(id, index), transcript)}${before}
</article>
`;
}

/** What stands in somebody's circle. */
function initialOf(name: string): string {
  return /[\p{L}\p{N}]/u.exec(name)?.[0].toUpperCase() ?? '?';
}

function timeOfDay(at: number): string {
  return new Date(at).toISOString().slice(11, 16);
}

function filesMarkup(
  files: readonly SeenFile[],
  stateOf: (index: number) => FileState | null,
  { language }: Transcript,
): Content {
  if (files.length === 0) return null;
  const each = files.map((file, index) => {
    const state = stateOf(index);
    if (state?.type === 'kept') return markup`<li>${keptMarkup(file, state.path)}</li>`;
    return markup`<li${state === null ? null : markup` class="gone"`}><bdi>${plain(file.name)}</bdi> <span class="size">${sizeWords(file.size)} · ${missingWords(state, language)}</span>${wordsMarkup(file)}</li>`;
  });
  return markup`<ul class="files">${each}</ul>`;
}

const shownAs: readonly (readonly [RegExp, (path: string, words: string) => Markup])[] = [
  [
    /\.(?:png|apng|jpe?g|gif|webp|avif|bmp)$/i,
    (path, words) => markup`<a href="${path}"><img src="${path}" alt="${words}" loading="lazy"></a>`,
  ],
  [/\.(?:mp4|webm|mov|m4v)$/i, (path) => markup`<video src="${path}" controls preload="metadata"></video>`],
  [
    /\.(?:ogg|oga|mp3|m4a|wav|flac|opus)$/i,
    (path) => markup`<audio src="${path}" controls preload="metadata"></audio>`,
  ],
];

function keptMarkup(file: SeenFile, path: string): Markup {
  const url = linkTo(path);
  const show = shownAs.find(([endings]) => endings.test(path))?.[1];
  const name = plain(file.name);
  const link = markup`<a href="${url}"><bdi>${name}</bdi></a> <span class="size">${sizeWords(file.size)}</span>`;
  return markup`${show?.(url, plain(file.description ?? name)) ?? null}<span>${link}</span>${wordsMarkup(file)}`;
}

function wordsMarkup({ description }: SeenFile): Markup | null {
  return description === null ? null : markup`<p class="words" dir="auto">${plain(description)}</p>`;
}
