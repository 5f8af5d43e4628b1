/** Brings the address of an API into the form that Discord's library wants: without version, trailing slash or query. */
export function normalizeApiUrl(text: string): { ok: true; url: string } | { ok: false; text: string } {
  const url = URL.parse(text.trim());
  const allowed = 'allowed is an address such as https://discord.com/api or http://127.0.0.1:8080/api';
  if (url === null) return { ok: false, text: `is no address; ${allowed}` };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { ok: false, text: `has the scheme ${url.protocol.slice(0, -1)}, but it must be http or https; ${allowed}` };
  }
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    return { ok: false, text: `must not hold a name, password, query or #; ${allowed}` };
  }
  // Discord's library adds the version itself: https://docs.discord.com/developers/reference#api-versioning
  const path = url.pathname
    .replace(/\/+$/, '')
    .replace(/\/v\d+$/, '')
    .replace(/\/+$/, '');
  return { ok: true, url: url.origin + path };
}
