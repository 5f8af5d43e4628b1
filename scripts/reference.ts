// Writes the list of commands in the README anew, from what `--help` is made of.
import { readFileSync, writeFileSync } from 'node:fs';
import { commandReference } from '../tests/support/command-reference.ts';

const readme = readFileSync('README.md', 'utf8');
const between = /(<!-- commands -->\n)[\s\S]*?(\n<!-- \/commands -->)/;
writeFileSync(
  'README.md',
  readme.replace(between, (_, before, after) => `${before}\n${commandReference()}\n${after}`),
);
