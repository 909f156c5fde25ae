import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

export interface CalledGateway {
  readonly url: string;
  /** When all that was begun by calls until now is done, also what is done after an answer. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** An address that Slack can call, over real HTTP. */
export async function startCalledGateway(
  serve: (...exchange: Parameters<RequestListener>) => Promise<void>,
): Promise<CalledGateway> {
  const running = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const work: Promise<void> = serve(request, response).finally(() => running.delete(work));
    running.add(work);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/int_1`,
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
