/** What was found out, as it goes into the configuration. */
export interface Answers {
  /** A token that was typed in; `null`: it comes from elsewhere. */
  readonly token: string | null;
  readonly tokenFile: string | null;
  /** `null`: Discord's own. */
  readonly apiUrl: string | null;
  readonly language: string;
  readonly server: { readonly id: string; readonly name: string };
  readonly forum: { readonly id: string; readonly name: string };
  readonly staff: readonly { readonly id: string; readonly name: string }[];
}

/** The configuration file, with comments for whoever goes on with it. */
export function configText(answers: Answers): string {
  const { language, server, forum } = answers;
  return `# Configuration of SupportMail, written by \`supportmail init\`. What isn't here has its default: \`supportmail config show\` lists
# every key, \`supportmail config check\` finds mistakes, config.example.yaml explains all.
# For completion in your editor: \`supportmail config schema > config.schema.json\`; the next line is for it.
# yaml-language-server: $schema=config.schema.json

discord:
${tokenLines(answers)}${answers.apiUrl === null ? '' : `  api_url: ${quoted(answers.apiUrl)}\n`}  # The bot's status text.
  status: DM me for help

# The SQLite file with all tickets, relative to this file.
database: supportmail.db

# Language of what users and staff read: en, de or fr.
language: ${language}

servers:
  - # ${named(server)}
    id: ${server.id}
    # The forum that holds the tickets: #${named(forum)}. Only staff should see it.
    forum: ${forum.id}
    staff:
${staffLines(answers.staff)}`;
}

function tokenLines({ token, tokenFile }: Answers): string {
  if (token !== null) {
    return `  # The bot token. Whoever has it is the bot: keep this file to yourself, or move the token to DISCORD_TOKEN.\n  token: ${quoted(token)}\n`;
  }
  if (tokenFile !== null) return `  # The file that holds the bot token.\n  token_file: ${quoted(tokenFile)}\n`;
  return '  # The bot token comes from the environment variable DISCORD_TOKEN.\n';
}

function staffLines(staff: Answers['staff']): string {
  const none = '      # Roles whose members are staff, besides everybody with the permission below.\n';
  const roles = staff.map((role) => `        - ${role.id} # ${named(role)}\n`).join('');
  const list = staff.length === 0 ? '      roles: []\n' : `      roles:\n${roles}`;
  return `${none}${list}      permission: ModerateMembers\n`;
}

/** Everything that starts an expansion or ends a string is taken as it is. */
function quoted(text: string): string {
  return JSON.stringify(text.replaceAll('${', '$${'));
}

/** A name in a comment stays on its line. */
function named({ name }: { readonly name: string }): string {
  return name.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ');
}
