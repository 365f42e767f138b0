/** A wire between the program and its database that can be cut at a chosen moment, as when the server is killed. */
import { once } from 'node:events';
import net from 'node:net';

/** The wire, and how it is cut and mended. */
export interface CuttableWire {
  /** The URL of the same database through the wire. */
  readonly url: string;
  /** Every connection ends at once and new ones are refused. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Lays a wire to a database. */
export async function layWire(to: string): Promise<CuttableWire> {
  const target = new URL(to);
  const ends = new Set<net.Socket>();
  let isCut = false;
  const server = net.createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = net.connect(Number(target.port), target.hostname);
    for (const end of [near, far]) {
      ends.add(end);
      end.on('error', () => undefined);
      end.once('close', () => {
        ends.delete(end);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(to);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as net.AddressInfo).port);
  const endAll = () => {
    for (const end of ends) end.destroy();
  };
  return {
    url: url.href,
    cut: () => {
      isCut = true;
      endAll();
    },
    mend: () => {
      isCut = false;
    },
    close: async () => {
      endAll();
      server.close();
      await once(server, 'close');
    },
  };
}
