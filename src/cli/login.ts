import { userInfo } from 'node:os';

/** Under which name whoever runs the program is logged in on the machine. */
export function login(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return String(process.getuid?.() ?? 'unknown');
  }
}
