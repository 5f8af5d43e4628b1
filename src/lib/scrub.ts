const REMOVED = '[secret]';

// A bot token is `base64(bot id).timestamp.hmac`. Webhooks and interactions carry theirs in the URL, and an interaction's
// token is base64 of "interaction:…" wherever it stands.
// https://docs.discord.com/developers/reference#authentication
// https://docs.discord.com/developers/resources/webhook#execute-webhook
const BOT_TOKEN = /[\w-]{22,32}\.[\w-]{6,7}\.[\w-]{27,}/g;
const TOKEN_IN_URL = /((?:webhooks|interactions)\/\d{15,20}\/)[^/?#\s"'\\]+/g;
const INTERACTION_TOKEN = /aW50ZXJhY3Rpb246[\w-]+/g;

/** Makes a function that removes the given secrets, and whatever looks like a secret of Discord's, from a text. */
export function createScrubber(secrets: readonly string[]): (text: string) => string {
  // A shorter secret inside a longer one must not leave the rest of the longer one behind.
  const known = secrets
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .filter((secret) => secret !== '')
    .sort((a, b) => b.length - a.length);
  return (text) =>
    known
      .reduce((rest, secret) => rest.replaceAll(secret, REMOVED), text)
      .replace(TOKEN_IN_URL, `$1${REMOVED}`)
      .replace(INTERACTION_TOKEN, REMOVED)
      .replace(BOT_TOKEN, REMOVED);
}
