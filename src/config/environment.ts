export type Environment = Readonly<Record<string, string | undefined>>;

export type Expanded = { ok: true; value: string; used: boolean } | { ok: false; text: string };

const REFERENCE = /\$\$\{|\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}|\$\{[^}]*\}?/g;

/** Replaces `${NAME}` and `${NAME:-default}` by what the environment holds; `$${` writes `${`. */
export function expandEnvironment(text: string, env: Environment): Expanded {
  const mistakes: string[] = [];
  let used = false;
  const value = text.replaceAll(REFERENCE, (whole, name?: string, fallback?: string) => {
    if (whole === '$${') return '${';
    if (name === undefined) {
      mistakes.push(`${whole} is no reference to the environment; allowed are \${NAME} and \${NAME:-default}`);
      return '';
    }
    used = true;
    const set = env[name];
    // As in a shell, `:-` also stands in for a variable that is set to nothing.
    if (fallback !== undefined) return set === undefined || set === '' ? fallback : set;
    if (set === undefined) mistakes.push(`the environment variable ${name} isn't set (a default: \${${name}:-…})`);
    return set ?? '';
  });
  return mistakes.length === 0 ? { ok: true, value, used } : { ok: false, text: mistakes.join('; ') };
}
