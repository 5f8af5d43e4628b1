import type { DemoWorld } from '../../sandbox/scenario.ts';

/** How the staff's messages begin that stay in the post. */
export const notePrefix = '//';

interface Surroundings {
  readonly apiUrl: string;
  readonly database: string;
  /** Where staff read what members say about their tickets. */
  readonly feedbackChannel: { readonly id: string };
}

/** The world of the demo, with its second server. */
export type TwoServers = DemoWorld & { readonly second: { readonly id: string } };

/** The configuration file that the demo's bot is started with. The token comes by the environment. */
export function demoConfig(demo: TwoServers, { apiUrl, database, feedbackChannel }: Surroundings): string {
  const { server, forum, supportRole, managerRole, second, otherForums } = demo;
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
    feedback:
      enabled: true
      channel: ${feedbackChannel.id}
      rating_tags: true
      form:
        - { type: text, id: improve, label: What could we do better?, style: paragraph, required: false }
        - type: select
          id: topic
          label: What was it about?
          required: false
          options:
            - { label: A purchase, emoji: 🛒 }
            - { label: Something that doesn't work, emoji: 🔧 }
            - { label: Something else }
        - { type: note, text: Only the staff of this server read this. }
    panel:
      description: A lantern that does not glow, or a question? Press the button and tell us.
      color: '#3ba55d'
      button: { emoji: 🏮 }
  # Of its members only one is a member of the server above, too: they choose for which one their message is.
  - id: ${second.id}
    forum: ${otherForums[0]?.id ?? ''}
    staff:
      roles: [${supportRole.id}]
    managers:
      roles: [${managerRole.id}]
    tickets:
      note_prefix: ${JSON.stringify(notePrefix)}
      post_title: 'Boats #{ticket.id} · {user.name}'
    categories:
      - { name: Folding, emoji: 📄, description: How boats are made }
      - name: A boat that sank
        emoji: ⛵
        description: What happened, and where
        forum_tag: true
        creation_message: 'We look for your boat. Do not jump in, {user.name}!'
        form:
          - { type: text, id: where, label: Where did it sink?, placeholder: Behind the bridge }
          - type: select
            id: paper
            label: What was it made of?
            options:
              - { label: Newspaper, emoji: 📰 }
              - { label: Something better }
          - { type: file, id: picture, label: A picture of it, required: false }
`;
}
