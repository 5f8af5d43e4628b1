import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { AttachmentView } from '../message-view.ts';
import { fileSize } from './file-size.ts';
import { Icon } from './icons.tsx';

// Other kinds are only ever downloaded: a page or an SVG that is opened here could act as this page.
const pictureTypes: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const videoTypes: ReadonlySet<string> = new Set(['video/mp4', 'video/webm', 'video/quicktime']);
const audioTypes: ReadonlySet<string> = new Set(['audio/ogg', 'audio/mpeg', 'audio/mp4', 'audio/wav', 'audio/webm']);

// How senders mark a picture that is to be covered: part of its name.
const spoilerPrefix = 'SPOILER_';

const maxWidth = 352;
const maxHeight = 260;

/** The files of a message: pictures as such, others as cards. */
export function AttachmentList({ files }: { files: readonly AttachmentView[] }): VNode | null {
  if (files.length === 0) return null;
  return (
    <ul class="attachments" aria-label="Files">
      {files.map((file) => (
        <li key={file.id}>
          <File file={file} />
        </li>
      ))}
    </ul>
  );
}

function File({ file }: { file: AttachmentView }): VNode {
  const type = file.contentType?.split(';', 1)[0] ?? '';
  if (pictureTypes.has(type)) return <Picture file={file} />;
  if (videoTypes.has(type)) return <Video file={file} />;
  return audioTypes.has(type) ? <Audio file={file} /> : <Card file={file} />;
}

function Picture({ file }: { file: AttachmentView }): VNode {
  const url = useFirstUrl(file);
  const [isShown, setShown] = useState(!file.name.startsWith(spoilerPrefix));
  const image = <img src={url} alt={file.description ?? file.name} {...fit(file.picture)} />;
  if (!isShown) {
    return (
      <button
        type="button"
        class="picture picture-covered"
        aria-label="Spoiler, press to show"
        onClick={() => setShown(true)}
      >
        {image}
      </button>
    );
  }
  return (
    <a class="picture" href={url} target="_blank" rel="noreferrer" title={file.name}>
      {image}
    </a>
  );
}

function Video({ file }: { file: AttachmentView }): VNode {
  // No captions can be had of what somebody sends.
  return <video class="video" src={useFirstUrl(file)} title={file.name} controls preload="metadata" />;
}

function Audio({ file }: { file: AttachmentView }): VNode {
  const url = useFirstUrl(file);
  const isVoice = file.voiceSeconds !== null;
  return (
    <div class="audio">
      <a class="audio-name" href={url} download={file.name} title={file.description ?? file.name}>
        <Icon name={isVoice ? 'mic' : 'file'} />
        <span class="file-name">{isVoice ? 'Voice message' : file.name}</span>
        <span class="file-size">{isVoice ? `${file.voiceSeconds} s` : fileSize(file.size)}</span>
      </a>
      <audio src={url} controls preload="metadata" />
    </div>
  );
}

function Card({ file }: { file: AttachmentView }): VNode {
  const url = useFirstUrl(file);
  return (
    <a class="file-card" href={url} download={file.name} title={file.description ?? file.name}>
      <Icon name="file" />
      <span class="file-name">{file.name}</span>
      <span class="file-size">{fileSize(file.size)}</span>
    </a>
  );
}

/** Links are signed anew with each update; a picture must not be loaded anew with each. */
function useFirstUrl({ url }: AttachmentView): string {
  const [first] = useState(url);
  return first;
}

/** The size on the page, known before the picture is there: nothing moves when it comes. */
function fit(picture: AttachmentView['picture']): { width?: number; height?: number } {
  if (picture === null) return {};
  const scale = Math.min(1, maxWidth / picture.width, maxHeight / picture.height);
  return { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) };
}
