import type { VNode } from 'preact';
import type { CommandMenuState } from './use-command-menu.ts';

/** The commands that can be meant by what was typed so far. */
export function CommandMenu({ menu }: { menu: CommandMenuState }): VNode {
  return (
    <ul class="command-menu" id={menu.id} role="listbox" aria-label="Slash commands">
      {menu.commands.map((command, index) => (
        <li
          key={command.name}
          id={`${menu.id}-${index}`}
          role="option"
          aria-selected={index === menu.active}
          onPointerDown={(event) => {
            event.preventDefault();
            menu.choose(command);
          }}
        >
          <b>/{command.name}</b>
          <span>{command.description}</span>
        </li>
      ))}
    </ul>
  );
}
