import { useEffect, useState } from 'preact/hooks';
import type { OptionFieldProps } from './command-option.tsx';
import { usePage } from './page-context.ts';

/** What the bot proposes for an option. */
export interface Proposal {
  name: string;
  value: string;
}

// Long enough to leave out the letters in between when somebody types.
const pauseMs = 150;

/** The proposals for what has been typed into an option, and which of them Enter takes. */
export function useProposals(
  { conversation, command, option, filled }: OptionFieldProps,
  text: string,
  wanted: boolean,
): { proposals: readonly Proposal[]; active: number; setActive: (active: number) => void } {
  const { complete } = usePage();
  const [proposals, setProposals] = useState<readonly Proposal[]>([]);
  const [active, setActive] = useState(-1);
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    const ask = async (): Promise<void> => {
      const found = await complete(conversation, { command, option: option.name, text, filled });
      if (!current) return;
      setProposals(found);
      // Nothing typed, nothing meant yet: Enter then runs the command.
      setActive(text === '' ? -1 : 0);
    };
    const timer = setTimeout(() => void ask(), text === '' ? 0 : pauseMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, wanted]);
  return { proposals, active, setActive };
}
