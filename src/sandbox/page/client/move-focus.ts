/** Arrow keys, Home and End move the focus between the elements of a list that match the selector. */
export function moveFocus(event: KeyboardEvent & { currentTarget: HTMLElement }, selector: string): void {
  if (!(event.target instanceof HTMLElement) || !event.target.matches(selector)) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
  const next = items[nextIndex(event.key, items.indexOf(event.target), items.length)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

function nextIndex(key: string, index: number, count: number): number {
  switch (key) {
    case 'ArrowDown':
      return index + 1;
    case 'ArrowUp':
      return index - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}
