const gap = 4;
const edge = 8;

/** Puts an element in the top layer below its anchor, or above it where there is more room. */
export function placeBeside(element: HTMLElement | null, anchor: HTMLElement | null): void {
  if (element === null || anchor === null) return;
  const { left, top, bottom } = anchor.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  const fitsBelow = bottom + gap + height <= window.innerHeight - edge;
  const y = fitsBelow ? bottom + gap : Math.max(edge, top - gap - height);
  element.style.left = `${Math.max(edge, Math.min(left, window.innerWidth - width - edge))}px`;
  element.style.top = `${y}px`;
}
