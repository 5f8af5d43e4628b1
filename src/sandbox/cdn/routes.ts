import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Faults } from '../faults.ts';
import { breakOff, meet, toResponse, type Break, type Ctx } from '../rest/outcomes.ts';
import type { Download, Traffic } from '../traffic.ts';
import type { Attachment, Sticker } from '../world/message-parts.ts';
import type { World } from '../world/world.ts';
import { rangeOf } from './ranges.ts';
import { streamOf } from './streaming.ts';

/** What the CDN stands on. */
export interface CdnParts {
  readonly world: World;
  readonly faults: Faults;
  readonly traffic: Traffic;
}

/** Templates of the CDN's routes, for faults. */
export const cdnRoutes = {
  attachment: '/cdn/attachments/{channel_id}/{attachment_id}/{filename}',
  sticker: '/cdn/stickers/{sticker}',
} as const;

/** Serves files and stickers under `/cdn`, and the same under `/media`, as Discord has two hosts. */
export function createCdnRoutes(parts: CdnParts): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>();
  for (const root of ['/cdn', '/media']) {
    routes.get(`${root}/attachments/:channel/:id/:name`, (context) =>
      serve(parts, context, cdnRoutes.attachment, attachmentFor(parts.world, context, root)),
    );
    routes.get(`${root}/stickers/:file`, (context) =>
      serve(parts, context, cdnRoutes.sticker, stickerFor(parts.world, root, context.req.param('file'))),
    );
  }
  return routes;
}

interface Served {
  readonly bytes: Uint8Array | null;
  readonly size: number;
  readonly contentType: string;
}

function attachmentFor(world: World, context: Ctx, root: string): Served | null {
  const url = new URL(context.req.url);
  const file = world.attachments.get(context.req.param('id') ?? '');
  if (file === undefined || !world.cdn.isValid(url.pathname.slice(root.length), url.searchParams)) return null;
  return isAt(file, url) ? { ...file, contentType: file.contentType ?? 'application/octet-stream' } : null;
}

function isAt({ channelId, id, name }: Attachment, url: URL): boolean {
  return decodeURIComponent(url.pathname).endsWith(`/attachments/${channelId}/${id}/${name}`);
}

// GIFs come from the media proxy alone, Lottie as JSON: https://docs.discord.com/developers/reference#image-formatting
const formats: Record<Sticker['format'], { root: string; ending: string; contentType: string }> = {
  1: { root: '/cdn', ending: 'png', contentType: 'image/png' },
  2: { root: '/cdn', ending: 'png', contentType: 'image/png' },
  3: { root: '/cdn', ending: 'json', contentType: 'application/json' },
  4: { root: '/media', ending: 'gif', contentType: 'image/gif' },
};

function stickerFor(world: World, root: string, file: string): Served | null {
  const [id = '', ending = ''] = file.split('.');
  const sticker = world.stickers.get(id);
  if (sticker === undefined) return null;
  const format = formats[sticker.format];
  if (format.root !== root || format.ending !== ending) return null;
  return { bytes: sticker.bytes, size: sticker.bytes.length, contentType: format.contentType };
}

async function serve(parts: CdnParts, context: Ctx, route: string, found: Served | null): Promise<Response> {
  const download = parts.traffic.recordDownload(context.req.path, parts.world.clock.now());
  const request = { ...download, number: 0, method: 'GET', route, query: {}, body: null, interactionId: null };
  const faults = parts.faults.take(request);
  const outcome = (await meet(faults, 'before', request)) ?? (await meet(faults, 'after', request));
  if (outcome?.type === 'answer') return answer(download, toResponse(outcome));
  if (outcome !== null && typeof outcome.how !== 'number') return breakOff(context, outcome.how);
  if (found === null) return answer(download, gone());
  return answer(download, responseWith(context, found, outcome?.how ?? null));
}

function answer(download: Download, response: Response): Response {
  download.status = response.status;
  return response;
}

// What Discord says of an expired link, as plain text, and so of anything that isn't there.
function gone(): Response {
  const headers = { 'content-type': 'text/plain; charset=UTF-8' };
  return new Response('This content is no longer available.', { status: 404, headers });
}

function responseWith(context: Ctx, { bytes, size, contentType }: Served, breaksAt: Break | null): Response {
  const cut = typeof breaksAt === 'number' ? { afterBytes: breaksAt, socket: context.env.incoming.socket } : null;
  const range = rangeOf(context.req.header('range'), size);
  const { from, to } = range ?? { from: 0, to: size - 1 };
  const part = { bytes: bytes?.subarray(from, to + 1) ?? null, size: to + 1 - from };
  return new Response(streamOf(part, cut), {
    status: range === null ? 200 : 206,
    headers: {
      'content-type': contentType,
      'content-length': String(part.size),
      'accept-ranges': 'bytes',
      ...(range === null ? {} : { 'content-range': `bytes ${from}-${to}/${size}` }),
    },
  });
}
