import { Socket } from 'node:net';

// Tests talk to this machine only. A test that forgets to redirect something fails here instead of phoning home.
const loopback = new Set(['127.0.0.1', '::1', 'localhost']);
const connect = Socket.prototype.connect;

Socket.prototype.connect = function guarded(this: Socket, ...args: unknown[]): Socket {
  const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === 'object' && first !== null) {
    const { host, path } = first as { host?: string; path?: string };
    if (path === undefined && host !== undefined && !loopback.has(host)) {
      throw new Error(`A test tried to reach ${host}. Tests may talk to this machine only.`);
    }
  }
  return Reflect.apply(connect, this, args) as Socket;
};
