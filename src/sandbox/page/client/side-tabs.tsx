import type { VNode } from 'preact';
import type { Side } from './model.ts';
import { usePage } from './page-context.ts';
import { Unread } from './unread.tsx';
import { memberUnread, postUnread } from './select.ts';

const names = { member: 'Member', staff: 'Staff' };

/** In a narrow window: one side at a time. */
export function SideTabs(): VNode {
  const { model, dispatch } = usePage();
  const members = model.frame?.people.filter((person) => !person.staff) ?? [];
  const unread: Record<Side, number> = {
    member: sum(members.map((person) => memberUnread(model, person))),
    staff: sum((model.frame?.posts ?? []).map((post) => postUnread(model, post))),
  };
  return (
    <div class="side-tabs" role="tablist" aria-label="Sides">
      {(['member', 'staff'] as const).map((side) => (
        <button
          key={side}
          type="button"
          role="tab"
          aria-selected={model.side === side}
          onClick={() => dispatch({ type: 'sideShown', side })}
        >
          {names[side]}
          <Unread count={unread[side]} />
        </button>
      ))}
    </div>
  );
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
