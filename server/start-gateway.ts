import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Server as SocketServer } from "socket.io";
import { attachAgentSocket } from "./agents/agent-socket";
import { startEmbeddedAgent } from "./agents/embedded-agent";
import { ensureEmbeddedAgent } from "./agents/ensure-embedded-agent";
import { socketOptions } from "./agents/socket-options";
import { apiHandler } from "./api/http";
import type { BuiltDeps } from "./build-deps";
import { publishDeps } from "./deps";
import { openPages } from "./http/pages";
import { answerRequests } from "./http/requests";
import { openSlackDoor } from "./integrations/slack-door";
import { startJobs } from "./jobs/start-jobs";
import { hearOfRequests } from "./requests/hear-of-requests";
import { closeInterrupted } from "./sessions/close-interrupted";
import { beatGateway } from "./sessions/gateway-beat";
import { interruptAll } from "./sessions/interrupt-all";
import { attachWebSocket } from "./sessions/web-socket";
import { startStep } from "./start-step";

export interface RunningGateway {
  readonly port: number;
  /** Cancels what runs, says so in its recordings, and ends every part in the order of use. */
  stop(): Promise<void>;
}

/** Opens the doors: pages, API, links, jobs and the embedded agent, on one port. */
export async function startGateway({ deps, store }: BuiltDeps): Promise<RunningGateway> {
  const { env } = deps;
  publishDeps(deps);
  process.env["NEXTAUTH_URL"] = env.url;
  const step = <Value>(what: string, done: Promise<Value>) => startStep(deps.log, what, done);
  await beatGateway(deps);
  const everyOther = store.cluster !== null;
  await step("sessions that were cut off", closeInterrupted(deps, { everyOther }));

  hearOfRequests(deps);
  const httpServer = createServer();
  const pages = await step("pages", openPages(env, httpServer));
  const io = new SocketServer(httpServer, socketOptions);
  attachAgentSocket(deps, io);
  attachWebSocket(deps, io);
  const slack = openSlackDoor(deps);
  const doors = { deps, api: apiHandler(deps), slack, pages: pages.answer };
  httpServer.on("request", answerRequests(doors));
  const port = await step("port", listen(httpServer, env.PORT, env.GATEHOUSE_HOST));

  const jobs = startJobs(deps, slack);
  const { key } = await step("agent", ensureEmbeddedAgent(deps));
  const agent = startEmbeddedAgent(deps, key, loopbackUrl(httpServer));

  return {
    port,
    async stop() {
      await interruptAll(deps, "The gateway is stopping.");
      await agent.stop();
      await jobs.stop();
      await io.close();
      httpServer.closeAllConnections();
      await pages.close();
      await deps.recordings.closeAll();
      await store.close();
    },
  };
}

async function listen(httpServer: Server, port: number, host: string): Promise<number> {
  httpServer.listen(port, host);
  await once(httpServer, "listening");
  return addressOf(httpServer).port;
}

/** How the embedded agent reaches this process, whatever address people use. */
function loopbackUrl(httpServer: Server): string {
  const { address, port } = addressOf(httpServer);
  const host = ["0.0.0.0", "::"].includes(address) ? "127.0.0.1" : address;
  return host.includes(":") ? `http://[${host}]:${port}` : `http://${host}:${port}`;
}

function addressOf(httpServer: Server): AddressInfo {
  const address = httpServer.address();
  if (address === null || typeof address === "string") throw new RangeError("not a TCP server");
  return address;
}
