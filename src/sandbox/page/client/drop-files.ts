import { useState } from 'preact/hooks';

/** Makes an element take files that are dragged onto it. */
export interface DropTarget {
  isOver: boolean;
  onDragOver: (event: DragEvent) => void;
  onDragLeave: () => void;
  onDrop: (event: DragEvent) => void;
}

/** Takes files that are dropped. */
export function useDrop(onFiles: (files: File[]) => void): DropTarget {
  const [isOver, setOver] = useState(false);
  return {
    isOver,
    onDragOver: (event) => setOver(event.dataTransfer?.types.includes('Files') === true),
    onDragLeave: () => setOver(false),
    onDrop(event) {
      setOver(false);
      onFiles([...(event.dataTransfer?.files ?? [])]);
    },
  };
}

/** A browser opens a file that is dropped anywhere, in place of the page: nobody wants that here. */
export function keepDropsFromNavigating(): void {
  for (const type of ['dragover', 'drop']) window.addEventListener(type, (event) => event.preventDefault());
}
