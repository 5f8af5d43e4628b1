import { operatorWith } from '../discord/operator/operator.ts';
import type { Operator } from '../discord/operator/operator.ts';

/** What commands need of Discord that run no bot. */
export function createOperator(access: { readonly token: string; readonly apiUrl: string }): Operator {
  return operatorWith(access);
}
