/** Finding a port before anything else is started, so that a taken one is said at once. */
import net from 'node:net';
import type { Config } from './config.ts';
import { problem } from './words.ts';

/** How many ports after the wished one are tried when nobody insisted on it. */
const TRIED = 50;

/**
 * The port to serve on: the one given, or the first free one from the default on.
 * @throws {StartProblem} the given port is taken or may not be opened
 */
export async function choosePort(config: Config): Promise<number> {
  if (config.port === 0) return 0;
  for (let port = config.port; port < config.port + TRIED && port <= 65535; port++) {
    const fault = await tryPort(port, config.host);
    if (fault === undefined) return port;
    if (config.isPortGiven || fault !== 'EADDRINUSE') throw toListenProblem(fault, port, config.host);
  }
  throw problem('problem.portTaken', { port: config.port });
}

/** The one sentence for what the system said when a port was opened; undefined for what is not about ports. */
export function findListenProblem(error: unknown, port: number, host: string) {
  const { code = '' } = error as { code?: string };
  return ['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(code)
    ? toListenProblem(code, port, host)
    : undefined;
}

function toListenProblem(code: string, port: number, host: string) {
  if (code === 'EADDRINUSE') return problem('problem.portTaken', { port });
  if (code === 'EACCES') return problem('problem.portForbidden', { port, host });
  return problem('problem.addressMissing', { host });
}

async function tryPort(port: number, host: string): Promise<string | undefined> {
  // `localhost` is two addresses: a port free on one may be taken on the other, and browsers choose either.
  for (const address of host === 'localhost' ? ['127.0.0.1', '::1'] : [host]) {
    const fault = await tryAddress(port, address);
    const isMissing = host === 'localhost' && address === '::1' && (fault === 'EADDRNOTAVAIL' || fault === 'EAFNOSUPPORT');
    if (fault !== undefined && !isMissing) return fault;
  }
  return undefined;
}

function tryAddress(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'EUNKNOWN'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
