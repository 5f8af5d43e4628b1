import { ApiError } from '../api-error.ts';
import { contentTypeOf } from '../cdn/content-types.ts';
import { pictureSize } from '../cdn/pictures.ts';
import type { Attachment, NewFile } from './message-parts.ts';
import type { Channel } from './nouns.ts';
import type { World } from './world.ts';

// https://docs.discord.com/developers/reference#uploading-files: 10 MiB by default, more in boosted servers.
/** How large a bot's file may be where nothing says otherwise. */
export const defaultFileLimitBytes = 10 * 1024 * 1024;

const maxFiles = 10;

/** How large a file of this user may be in this channel. */
export function fileLimitOf(world: World, authorId: string, channel: Channel): number {
  if (world.users.get(authorId)?.bot === false) return world.settings.personFileBytes;
  if (channel.type === 1) return defaultFileLimitBytes;
  return world.guilds.get(channel.guildId)?.fileLimitBytes ?? defaultFileLimitBytes;
}

/** Throws what Discord answers to files that are too many or too large. */
export function assertFilesFit(world: World, authorId: string, channel: Channel, files: readonly NewFile[]): void {
  if (files.length > maxFiles) throw tooMany();
  const limit = fileLimitOf(world, authorId, channel);
  if (files.some((file) => file.size > limit)) throw new ApiError(world.settings.fileTooLargeCode);
}

function tooMany(): ApiError {
  const error = { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${maxFiles} or fewer in length.` };
  return new ApiError(50035, { attachments: { _errors: [error] } });
}

/** Gives files to the CDN. */
export function storeFiles(world: World, channelId: string, files: readonly NewFile[]): Attachment[] {
  return files.map((file) => {
    const name = safeName(file.name);
    const attachment: Attachment = {
      ...file,
      id: world.ids.next(),
      channelId,
      name,
      title: name === file.name ? null : file.name.replace(/\.[^.]*$/, ''),
      contentType: contentTypeOf(name, file.contentType),
      picture: file.bytes === null ? null : pictureSize(file.bytes),
    };
    world.attachments.set(attachment.id, attachment);
    return attachment;
  });
}

// Spaces become underscores and what isn't plain is left out; `title` keeps how it was (seen, not documented).
function safeName(name: string): string {
  const safe = name.replaceAll(/\s/g, '_').replaceAll(/[^\w.-]/g, '');
  return /^\.?\w/.test(safe) && !safe.startsWith('.') ? safe : `unknown${safe}`;
}

/** Takes files from the CDN: who fetches them from now on gets nothing. */
export function dropFiles(world: World, files: readonly Attachment[]): void {
  for (const { id } of files) world.attachments.delete(id);
}
