// The notices of everything that a bundle contains, for `supportmail licenses`. What has no notice, or a licence that isn't
// among these, fails the build: so nothing gets in unseen.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export const allowedLicenses = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD'];

// MIT, without the notice in their packages: https://github.com/sapphiredev/utilities/blob/main/LICENSE.md
const withoutFile = {
  '@sapphire/async-queue': 'Copyright © 2020 The Sapphire Community and its contributors',
  '@sapphire/snowflake': 'Copyright © 2020 The Sapphire Community and its contributors',
};

/**
 * @param {string[]} modules files of a bundle
 * @param {string[]} packages folders of packages that belong to it as well
 * @returns {Promise<{ name: string, version: string, license: string, text: string }[]>} by name
 */
export async function noticesOf(modules, packages) {
  const folders = modules.map(packageFolder).filter((folder) => folder !== null);
  const all = new Set([...folders, ...packages]);
  const notices = await Promise.all([...all].map(noticeIn));
  const problems = notices.filter(({ license, text }) => !allowedLicenses.includes(license) || text === '');
  if (problems.length > 0) {
    const told = problems.map(({ name, license, text }) => `${name} (${license}${text === '' ? ', no notice' : ''})`);
    throw new Error(`These packages may not be bundled like this: ${told.join(', ')}`);
  }
  const byName = Map.groupBy(notices, ({ name, version }) => `${name} ${version}`);
  return [...byName.values()].map(([first]) => first).sort((a, b) => a.name.localeCompare(b.name));
}

/** The folder of the package that a file belongs to; null for the project's own. */
function packageFolder(file) {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file.replace(/^\0/, ''))?.[0] ?? null;
}

async function noticeIn(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const holder = withoutFile[name];
  if (texts.length === 0 && holder !== undefined) texts.push(`${holder}\n\n${await permission()}`);
  return { name, version, license, text: texts.map((text) => text.trim()).join('\n\n') };
}

/** The text of the MIT licence below its copyright line, as this project's own has it. */
async function permission() {
  const text = await readFile('LICENSE', 'utf8');
  return text.slice(text.indexOf('Permission is hereby granted'));
}
