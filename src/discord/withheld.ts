import type { Failure } from '../desk/ports.ts';

/** A request that wasn't made, or was and won't be for a while: Discord would refuse it as it refused others before. */
export class Withheld extends Error {
  override readonly name = 'Withheld';
  readonly kind: Failure['kind'];
  readonly retryAfterMs: number | null;

  constructor(kind: Failure['kind'], message: string, retryAfterMs: number | null) {
    super(message);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}
