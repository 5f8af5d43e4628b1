/**
 * What a button of ours says of itself when it is pressed: which one it is, and what it is about. Whether it may still be
 * pressed is stored, never here. At most 100 characters. https://docs.discord.com/developers/components/reference#anatomy-of-a-component-custom-id
 */
export function customId(button: string, ...about: readonly string[]): string {
  return [button, ...about].join(':');
}

/** Which button this is and what it is about. */
export function readCustomId(id: string): { readonly button: string; readonly about: readonly string[] } {
  const [button = '', ...about] = id.split(':');
  return { button, about };
}
