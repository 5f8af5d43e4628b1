import type { DemoWorld } from '../../sandbox/scenario.ts';

/** How the staff's messages begin that stay in the post. */
export const notePrefix = '//';

/** The configuration file that the demo's bot is started with. The token comes by the environment. */
export function demoConfig(demo: DemoWorld, { apiUrl, database }: { apiUrl: string; database: string }): string {
  const { server, forum, supportRole, managerRole } = demo;
  return `# Made by \`supportmail demo\`.
discord:
  api_url: ${JSON.stringify(apiUrl)}
database: ${JSON.stringify(database)}
log:
  level: warn
servers:
  - id: ${server.id}
    forum: ${forum.id}
    staff:
      roles: [${supportRole.id}]
    managers:
      roles: [${managerRole.id}]
    tickets:
      note_prefix: ${JSON.stringify(notePrefix)}
      ping:
        - role: ${supportRole.id}
`;
}
