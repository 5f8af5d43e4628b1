import { mutations } from '../tests/mutations/mutations.mjs';

/**
 * Plants the mistake that the environment variable MUTATION names while sources are loaded: in tests by vitest, in a built
 * file by scripts/build.mjs. Without that variable it does nothing.
 * @returns {import('rolldown').Plugin & { enforce?: 'pre' }}
 */
export function mutation() {
  const name = process.env.MUTATION;
  if (name === undefined) return { name: 'mutation' };
  const planned = mutations.find((candidate) => candidate.name === name);
  if (planned === undefined) throw new Error(`There is no mutation called "${name}".`);
  return {
    name: 'mutation',
    enforce: 'pre', // for vite, which would else have taken the types out already
    // Vitest keeps what it has transformed: all but the one with the mistake.
    configureVitest({ defineCacheKeyGenerator }) {
      defineCacheKeyGenerator(({ id }) => (id.endsWith(`/${planned.file}`) ? false : null));
    },
    transform: {
      order: 'pre',
      handler(code, id) {
        if (!id.endsWith(`/${planned.file}`)) return null;
        if (code.split(planned.find).length !== 2) {
          throw new Error(`The mutation "${name}" must fit exactly one place of ${planned.file}: ${planned.find}`);
        }
        return { code: code.replace(planned.find, () => planned.replace) };
      },
    },
  };
}
