const units = ['bytes', 'KB', 'MB', 'GB'];

/** A size as people read it, such as `1.4 MB`. */
export function fileSize(bytes: number): string {
  const power = Math.min(units.length - 1, bytes === 0 ? 0 : Math.floor(Math.log(bytes) / Math.log(1024)));
  const amount = bytes / 1024 ** power;
  return `${amount < 10 && power > 0 ? amount.toFixed(1) : Math.round(amount)} ${units[power]}`;
}
