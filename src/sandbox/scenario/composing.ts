import { spoilerPrefix } from '../checks/attachments.ts';
import { messageFlags, plainDraft, type Draft } from '../world/drafts.ts';
import type { NewFile } from '../world/message-parts.ts';
import type { PersonFile, WriteOptions } from './types.ts';

// What a client's recording is called, and a picture of its loudness that is flat.
const voiceName = 'voice-message.ogg';
const flatWaveform = Buffer.alloc(64, 128).toString('base64');

/** What a person's client sends for a text and what they put beside it. */
export function compose(text: string, options: WriteOptions): Draft {
  const { replyTo, pingsReplied = true, silent = false, tts = false, stickers = [], forward, activity } = options;
  const plain = plainDraft(text, replyTo?.id ?? null);
  return {
    ...plain,
    allowed: plain.allowed === null ? null : { ...plain.allowed, repliedUser: pingsReplied },
    files: [...(options.files ?? []).map(toFile), ...voiceFile(options)],
    stickerIds: stickers.map(({ id }) => id),
    poll: pollOf(options),
    forward: forward === undefined ? null : { messageId: forward.id, channelId: forward.channelId },
    activity: activity ?? null,
    tts,
    flags: (silent ? messageFlags.suppressNotifications : 0) | (options.voice ? messageFlags.voiceMessage : 0),
  };
}

/** A person's file as Discord takes it. */
export function toFile(file: PersonFile): NewFile {
  const bytes = file.bytes ?? null;
  return {
    name: file.isSpoiler === true ? `${spoilerPrefix}${file.name}` : file.name,
    description: file.description ?? null,
    contentType: file.contentType ?? null,
    size: file.size ?? bytes?.length ?? 0,
    bytes,
    voice: null,
  };
}

function voiceFile({ voice }: WriteOptions): NewFile[] {
  if (voice === undefined) return [];
  const { seconds, waveform = flatWaveform, bytes = Buffer.from('OggS') } = voice;
  return [{ ...toFile({ name: voiceName, contentType: 'audio/ogg', bytes }), voice: { seconds, waveform } }];
}

function pollOf({ poll }: WriteOptions): Draft['poll'] {
  if (poll === undefined) return null;
  return {
    question: poll.question,
    answers: poll.answers.map((answer) =>
      typeof answer === 'string' ? { text: answer, emoji: null } : { text: answer.text, emoji: answer.emoji },
    ),
    allowsSeveral: poll.allowsSeveral ?? false,
    hours: poll.hours ?? 24,
  };
}
