import { isIP, Socket } from 'node:net';

/**
 * Refuses each connection of a test to another machine, before a socket is opened: every test file runs under it.
 */
const { connect } = Socket.prototype;

function hostOf(first: unknown, second: unknown): string {
  if (typeof first === 'number') return typeof second === 'string' ? second : 'localhost';
  // `net.connect` passes its arguments on as a list.
  const options: unknown = Array.isArray(first) ? first[0] : first;
  if (typeof options !== 'object' || options === null) return 'localhost';
  // A socket of the file system. `http` and `fetch` pass a path without a text.
  if ('path' in options && typeof options.path === 'string') return 'localhost';
  return 'host' in options && typeof options.host === 'string' ? options.host : 'localhost';
}

function isLoopback(host: string): boolean {
  return isIP(host) === 0 ? host === 'localhost' : host === '::1' || host.startsWith('127.');
}

Socket.prototype.connect = function guarded(this: Socket, ...args: unknown[]): Socket {
  const host = hostOf(args[0], args[1]);
  if (isLoopback(host)) return Reflect.apply(connect, this, args);
  // With a code of the system, so that the caller takes the path of a machine that it cannot reach.
  const refusal = Object.assign(new Error(`A test must not connect to ${host}.`), { code: 'EHOSTUNREACH' });
  process.nextTick(() => this.destroy(refusal));
  return this;
};
