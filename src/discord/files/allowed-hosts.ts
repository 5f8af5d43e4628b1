/** https://docs.discord.com/developers/reference#cdn-data */
const discordHosts = new Set(['cdn.discordapp.com', 'media.discordapp.net']);

/** Whether files are fetched from there: from Discord's own hosts, and from the host of the API that the bot is told to use. */
export function isAllowed(link: string, apiUrl: string): boolean {
  const url = URL.parse(link);
  if (url === null || url.username !== '' || url.password !== '') return false;
  const api = URL.parse(apiUrl);
  if (api !== null && url.host === api.host && url.protocol === api.protocol) return true;
  return url.protocol === 'https:' && discordHosts.has(url.host);
}
