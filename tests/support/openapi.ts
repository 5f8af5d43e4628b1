import type { Traffic } from '../../src/sandbox/traffic.ts';
export function validateTraffic(_traffic: Traffic): string[] | null {
  return null;
}
