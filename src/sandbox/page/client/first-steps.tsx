import type { VNode } from 'preact';

/** How the two sides belong together, before there is anything to see. */
export function FirstSteps({ name, where }: { name: string; where: string }): VNode {
  return (
    <ol class="first-steps">
      <li>
        <span>
          <b class="of-member">{name} writes</b> to the bot, {where}.
        </span>
      </li>
      <li>
        <span>
          The message becomes <b>a post here</b>. You answer in it as you would anywhere in Discord.
        </span>
      </li>
      <li>
        <span>
          <b class="of-member">{name} reads</b> your answer. When all is well, you type <b>/close</b>.
        </span>
      </li>
    </ol>
  );
}
