import { mutations } from '../tests/mutations/mutations.mjs';

/**
 * Plants the mistake that the environment variable MUTATION names when a source is loaded: in tests by vitest, in a built
 * file by scripts/build.mjs. Without that variable it does nothing.
 * @returns {import('rolldown').Plugin & { enforce?: 'pre' }}
 */
export function mutation() {
  return {
    name: 'mutation',
    enforce: 'pre', // for vite, which would else have taken the types out already
    // Vitest keeps what it has transformed: all but the one with the mistake.
    configureVitest({ defineCacheKeyGenerator }) {
      defineCacheKeyGenerator(({ id }) => (isIn(planned(), id) ? false : null));
    },
    transform: {
      order: 'pre',
      handler(code, id) {
        const mistake = planned();
        if (mistake === null || !isIn(mistake, id)) return null;
        if (code.split(mistake.find).length !== 2) {
          throw new Error(
            `The mutation "${mistake.name}" must fit exactly one place of ${mistake.file}: ${mistake.find}`,
          );
        }
        return { code: code.replace(mistake.find, () => mistake.replace) };
      },
    },
  };
}

function planned() {
  const name = process.env.MUTATION;
  if (name === undefined || name === '') return null;
  const found = mutations.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`There is no mutation called "${name}".`);
  return found;
}

function isIn(mistake, id) {
  return mistake !== null && id.endsWith(`/${mistake.file}`);
}
