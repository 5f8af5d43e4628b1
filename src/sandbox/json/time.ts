/** An instant as Discord writes it. */
export function toIso(instantAt: number): string {
  return new Date(instantAt).toISOString().replace('Z', '000+00:00');
}
