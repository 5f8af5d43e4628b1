import type { VNode } from 'preact';
import { fileSize } from './file-size.ts';
import { Icon } from './icons.tsx';

interface FileChipsProps {
  files: readonly File[];
  onRemove: (file: File) => void;
}

/** Over the composer: the files that go with the text. */
export function FileChips({ files, onRemove }: FileChipsProps): VNode | null {
  if (files.length === 0) return null;
  return (
    <ul class="file-chips" aria-label="Files to send">
      {files.map((file, index) => (
        <li key={index} class="file-chip">
          <Icon name="file" />
          <span class="file-name">{file.name}</span>
          <span class="file-size">{fileSize(file.size)}</span>
          <button type="button" class="icon-button" aria-label={`Remove ${file.name}`} onClick={() => onRemove(file)}>
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}
