import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon } from './icons.tsx';

/** The button that adds files to a message. */
export function FilePicker({ onFiles }: { onFiles: (files: File[]) => void }): VNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class="icon-button attach"
        aria-label="Attach files"
        title="Attach files, or drop them here"
        onClick={() => input.current?.click()}
      >
        <Icon name="attach" />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same file can be chosen once more after it was removed.
          currentTarget.value = '';
        }}
      />
    </>
  );
}
