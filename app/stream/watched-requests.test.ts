import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, type Socket as ServerSocket } from "socket.io";
import { io } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BrowserToGateway, GatewayToBrowser } from "@/protocol/web-events";
import type { StreamSocket } from "./gateway-stream";
import { WatchedRequests } from "./watched-requests";

type Door = ServerSocket<BrowserToGateway, GatewayToBrowser>;

let server: Server<BrowserToGateway, GatewayToBrowser>;
let socket: StreamSocket;
let door: Door;
let asked: (readonly string[])[];
let requests: WatchedRequests;
let told: string[];

beforeEach(async () => {
  asked = [];
  told = [];
  const http = createServer();
  server = new Server(http);
  server.on("connection", (opened: Door) => {
    door = opened;
    door.on("requests.watch", ({ requestIds }, answer) => {
      asked.push(requestIds);
      answer({ ok: true, value: { watched: requestIds.length } });
    });
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const { port } = http.address() as AddressInfo;
  socket = io(`http://127.0.0.1:${port}`, { reconnectionDelay: 10, transports: ["websocket"] });
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  requests = new WatchedRequests(socket);
});
afterEach(async () => {
  socket.disconnect();
  await server.close();
});

const watch = (id: string) =>
  requests.on(id, (state) => told.push(state === null ? id : `${id} ${state}`));

async function cutAndBack(): Promise<void> {
  const back = new Promise<void>((resolve) => socket.once("connect", resolve));
  socket.io.engine.close();
  await back;
}

describe("a page that shows requests", () => {
  it("names them in one message and is told once it is watched, then of each change", async () => {
    watch("req_1");
    watch("req_2");
    await expect.poll(() => told).toEqual(["req_1", "req_2"]);
    expect(asked).toEqual([["req_1", "req_2"]]);
    for (const id of ["req_3", "req_2"]) door.emit("request.changed", id, "approved");
    await expect.poll(() => told).toEqual(["req_1", "req_2", "req_2 approved"]);
  });

  it("no longer names one that it no longer shows, but one that it shows twice", async () => {
    const stop = watch("req_1");
    const stopOne = watch("req_2");
    watch("req_2");
    await expect.poll(() => told).toHaveLength(3);
    stop();
    stopOne();
    await expect.poll(() => asked.at(-1)).toEqual(["req_2"]);
    stop();
    expect(told).not.toContain("req_3");
  });

  it("watches again after it was away, and is told what may have changed meanwhile", async () => {
    watch("req_1");
    let ofLists = 0;
    requests.onAny(() => (ofLists += 1));
    await expect.poll(() => told).toEqual(["req_1"]);
    await cutAndBack();
    await expect.poll(() => told).toEqual(["req_1", "req_1"]);
    expect(asked).toEqual([["req_1"], ["req_1"]]);
    expect(ofLists).toBe(1);
  });

  it("is told that lists changed, until it stops listening", async () => {
    let ofLists = 0;
    const stop = requests.onAny(() => (ofLists += 1));
    door.emit("requests.changed");
    await expect.poll(() => ofLists).toBe(1);
    stop();
    watch("req_1");
    door.emit("requests.changed");
    door.emit("request.changed", "req_1", null);
    await expect.poll(() => told).toEqual(["req_1", "req_1"]);
    expect(ofLists).toBe(1);
  });
});
