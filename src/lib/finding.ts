/** What a look at one thing found: in order, odd, or to be put right. */
export interface Finding {
  /** Stable, for scripts and tests: `forum.private`. */
  readonly check: `${string}.${string}`;
  readonly status: 'ok' | 'warning' | 'fault';
  /** The ID of the server that it is about; `null`: it is about none. */
  readonly server: string | null;
  /** One sentence. */
  readonly what: string;
  /** What to do, or what else to know; `null`: nothing. */
  readonly fix: string | null;
}

type Said = Pick<Finding, 'check' | 'what'> & { readonly fix?: string; readonly server?: string };

/** All is well. */
export function fine({ check, what, fix, server }: Said): Finding {
  return { check, status: 'ok', server: server ?? null, what, fix: fix ?? null };
}

/** It works, but perhaps not as somebody wants it. */
export function odd({ check, what, fix, server }: Said): Finding {
  return { check, status: 'warning', server: server ?? null, what, fix: fix ?? null };
}

/** Something doesn't work. What to do about it is always said. */
export function wrong({ check, what, fix, server }: Said & { readonly fix: string }): Finding {
  return { check, status: 'fault', server: server ?? null, what, fix };
}
