import type { Interaction } from '../world/interaction-nouns.ts';

/** The texts that a person typed into the options of a command, or into a form. */
export function textsTypedIn({ type, payload }: Pick<Interaction, 'type' | 'payload'>): readonly string[] {
  return type === 2 || type === 5 ? textsIn(payload) : [];
}

/** Options and components hold what was filled in as `value`, at whatever depth. */
function textsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsIn);
  if (typeof node !== 'object' || node === null) return [];
  const { value, options, components, component } = node as Record<string, unknown>;
  const own = typeof value === 'string' && value !== '' ? [value] : [];
  return [...own, ...[options, components, component].flatMap(textsIn)];
}
