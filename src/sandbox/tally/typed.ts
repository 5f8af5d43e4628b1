import type { CommandOption, Interaction } from '../world/interaction-nouns.ts';
import type { World } from '../world/world.ts';

/** The texts that a person typed into the options of a command, or into a form. */
type Typing = Pick<Interaction, 'type' | 'applicationId' | 'payload'>;

export function textsTypedIn({ type, payload }: Pick<Interaction, 'type' | 'payload'>): readonly string[] {
  return type === 2 || type === 5 ? textsIn(payload) : [];
}

/**
 * Whether a command was told which of the texts that the bot keeps is meant, by a name that the bot proposed: it may send
 * what nobody types here.
 */
export function namesKeptText(world: World, { type, applicationId, payload }: Typing): boolean {
  if (type !== 2) return false;
  const command = (world.commands.get(applicationId) ?? []).find(({ id }) => id === payload['id']);
  return textOption(command?.options ?? []);
}

/** Whether a command, or the form that it opened, is for a person who was named by an option, or clicked. */
export function namesPerson({
  payload,
  target,
  askedBy,
}: Pick<Interaction, 'payload' | 'target' | 'askedBy'>): boolean {
  const options = (payload['options'] ?? []) as readonly { readonly type: number }[];
  const isNamed = target?.type === 'user' || options.some(({ type }) => type === 6);
  return isNamed || (askedBy !== null && namesPerson(askedBy));
}

function textOption(options: readonly CommandOption[]): boolean {
  return options.some((option) => option.type === 3 && option.autocomplete === true);
}

/** Options and components hold what was filled in as `value`, at whatever depth. */
function textsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsIn);
  if (typeof node !== 'object' || node === null) return [];
  const { value, options, components, component } = node as Record<string, unknown>;
  const own = typeof value === 'string' && value !== '' ? [value] : [];
  return [...own, ...[options, components, component].flatMap(textsIn)];
}
