import { createHmac, randomBytes } from 'node:crypto';

/** Where files are fetched, and the signatures that make their links expire. */
export interface Cdn {
  /** The sandbox's own address; the roots are `/cdn` and, for `proxy_url`, `/media`. */
  url: string;
  /** How long a link works. A day since 2024 (DisboxApp #106 quotes Discord); what counts is `ex` in the link. */
  lifetimeMs: number;
  /** A link that works from now on, for a path such as `/attachments/1/2/photo.png`. */
  link(root: CdnRoot, path: string): string;
  /** Whether `ex`, `is` and `hm` belong to this path and the time isn't over. */
  isValid(path: string, query: URLSearchParams): boolean;
}

/** `cdn.discordapp.com` and `media.discordapp.net`. */
export type CdnRoot = '/cdn' | '/media';

const day = 86_400_000;

/** A CDN over a clock. Its links are signed with a secret of its own, as Discord's are. */
export function createCdn(now: () => number): Cdn {
  const secret = randomBytes(32);
  const sign = (path: string, ex: string, is: string) =>
    createHmac('sha256', secret).update(`${path}?${ex}&${is}`).digest('hex');
  return {
    url: '',
    lifetimeMs: day,
    // https://docs.discord.com/developers/reference#signed-attachment-cdn-urls: hex seconds of expiry and of issue
    link(root, path) {
      const ex = toHexSeconds(now() + this.lifetimeMs);
      const is = toHexSeconds(now());
      return `${this.url}${root}${path}?ex=${ex}&is=${is}&hm=${sign(path, ex, is)}&`;
    },
    isValid(path, query) {
      const [ex, is, hm] = [query.get('ex') ?? '', query.get('is') ?? '', query.get('hm') ?? ''];
      return hm === sign(path, ex, is) && Number.parseInt(ex, 16) * 1000 > now();
    },
  };
}

function toHexSeconds(instantAt: number): string {
  return Math.floor(instantAt / 1000).toString(16);
}
