import type { RefObject, VNode } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { OptionFieldProps } from './command-option.tsx';
import { placeBeside } from './place-beside.ts';
import { useProposals, type Proposal } from './use-proposals.ts';

/** An option that the bot completes: a text field with a list of what can be meant. */
export function CompletedField(props: OptionFieldProps): VNode {
  const { option, onValue } = props;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(props.value);
  const [isOpen, setOpen] = useState(false);
  const { proposals, active, setActive } = useProposals(props, text, isOpen);
  const isShown = isOpen && proposals.length > 0;
  const choose = ({ name, value }: Proposal): void => {
    setText(name);
    onValue(value);
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (takeKey(event, { isShown, proposals, active, setActive, choose, setOpen })) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  return (
    <>
      <input
        ref={field}
        class="field"
        role="combobox"
        autocomplete="off"
        aria-autocomplete="list"
        aria-expanded={isShown}
        aria-controls={id}
        aria-activedescendant={isShown && active >= 0 ? `${id}-${active}` : undefined}
        required={option.required}
        value={text}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          onValue(currentTarget.value);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
      />
      {isShown ? <ProposalList id={id} field={field} proposals={proposals} active={active} choose={choose} /> : null}
    </>
  );
}

interface ListState {
  isShown: boolean;
  proposals: readonly Proposal[];
  active: number;
  setActive: (active: number) => void;
  choose: (proposal: Proposal) => void;
  setOpen: (isOpen: boolean) => void;
}

/** Says whether the key was meant for the list. */
function takeKey({ key, isComposing }: KeyboardEvent, state: ListState): boolean {
  const { isShown, proposals, active, setActive, choose, setOpen } = state;
  const proposal = isShown ? proposals[active] : undefined;
  if (isComposing) return false;
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    if (isShown) setActive(nextIndex(key, active, proposals.length));
    else setOpen(true);
    return true;
  }
  if (key === 'Enter' && proposal !== undefined) {
    choose(proposal);
    return true;
  }
  // Tab takes the proposal along, too, and moves on.
  if (key === 'Tab' && proposal !== undefined) choose(proposal);
  if (key !== 'Escape' || !isShown) return false;
  setOpen(false);
  return true;
}

function nextIndex(key: string, active: number, count: number): number {
  if (key === 'ArrowDown') return (active + 1) % count;
  return (Math.max(active, 0) + count - 1) % count;
}

interface ProposalListProps {
  id: string;
  field: RefObject<HTMLElement | null>;
  proposals: readonly Proposal[];
  active: number;
  choose: (proposal: Proposal) => void;
}

function ProposalList({ id, field, proposals, active, choose }: ProposalListProps): VNode {
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    list.current?.showPopover();
    placeBeside(list.current, field.current);
  }, [proposals]);
  return (
    <ul ref={list} popover="manual" class="proposals" id={id} role="listbox" aria-label="Proposals">
      {proposals.map((proposal, index) => (
        <li
          key={proposal.value}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          onPointerDown={(event) => {
            event.preventDefault();
            choose(proposal);
          }}
        >
          {proposal.name}
        </li>
      ))}
    </ul>
  );
}
