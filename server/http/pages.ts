import type { IncomingMessage, Server, ServerResponse } from "node:http";
import next from "next";
import type { Env } from "../env";

export interface Pages {
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  close(): Promise<void>;
}

/** Next's half of the process. It shares the HTTP server so that its own upgrades work in development. */
export async function openPages(env: Env, httpServer: Server): Promise<Pages> {
  const app = next({
    dev: process.env.NODE_ENV === "development",
    hostname: env.GATEHOUSE_HOST,
    port: env.PORT,
    httpServer,
    dir: process.cwd(),
  });
  await app.prepare();
  return { answer: app.getRequestHandler(), close: () => app.close() };
}
