import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, type Socket as ServerSocket } from "socket.io";
import { io } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PublicRefusal, publicRefusal } from "@/domain/refusal";
import { oneFrameParser } from "@/protocol/one-frame-parser";
import { LINK_LIMITS } from "@/protocol/version";
import { type BrowserToGateway, type GatewayToBrowser, WEB_NAMESPACE } from "@/protocol/web-events";
import { GatewayStream, type Reader } from "./gateway-stream";

type Door = ServerSocket<BrowserToGateway, GatewayToBrowser>;

/** A gateway with one recording, which sends records against credits exactly as the real one must. */
class RecordedGateway {
  readonly http = createServer();
  readonly server = new Server<BrowserToGateway, GatewayToBrowser>(this.http, {
    parser: oneFrameParser,
  });
  readonly follows: number[] = [];
  records = 0;
  isOpen = false;
  aheadMax = 0;
  runs = 0;
  /** The request that holds whatever is run. */
  heldBy: string | null = null;
  readonly approvedRuns: string[] = [];
  door: Door | undefined;
  #next = 0;
  #upTo = 0;

  async listen(): Promise<string> {
    this.server.of(WEB_NAMESPACE).on("connection", (door: Door) => this.#serve(door));
    this.http.listen(0, "127.0.0.1");
    await once(this.http, "listening");
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  #serve(door: Door): void {
    this.door = door;
    this.#upTo = 0;
    door.on("session.run", (_input, answer) => {
      this.runs += 1;
      if (this.heldBy === null) this.#begin();
      answer({ ok: true, value: { sessionId: "ses_1", requestId: this.heldBy } });
    });
    door.on("session.runApproved", ({ requestId }, answer) => {
      this.approvedRuns.push(requestId);
      if (requestId !== this.heldBy) {
        const because = "The request is running: it cannot be run.";
        answer({ ok: false, refusal: publicRefusal("REQUEST.CHANGED", because) });
        return;
      }
      this.#begin();
      answer({ ok: true, value: { sessionId: "ses_1", requestId: null } });
    });
    door.on("session.follow", ({ sessionId, from, upTo }, answer) => {
      if (sessionId !== "ses_1") {
        answer({
          ok: false,
          refusal: publicRefusal("ACCESS.NOT_FOUND", "There is no such session."),
        });
        return;
      }
      this.follows.push(from);
      this.#next = from;
      this.#upTo = upTo;
      answer({ ok: true, value: { open: true } });
      this.send();
    });
    door.on("session.credit", ({ upTo }) => {
      this.aheadMax = Math.max(this.aheadMax, upTo - this.#next);
      this.#upTo = upTo;
      this.send();
    });
    door.on("session.cancel", (_input, answer) =>
      answer({ ok: true, value: { state: "running" } }),
    );
  }

  /** Records may overtake the answer. */
  #begin(): void {
    this.#next = 0;
    this.#upTo = 2;
    this.send();
  }

  send(): void {
    while (this.#next < Math.min(this.#upTo, this.records)) this.sendOne(this.#next++);
    if (!this.isOpen && this.#next === this.records)
      this.door?.emit("session.over", "ses_1", this.records);
  }

  sendOne(index: number): void {
    this.door?.emit(
      "records",
      { sessionId: "ses_1", index, timesMs: [index] },
      new Uint8Array([index % 256]),
    );
  }
}

class Collected implements Reader {
  readonly indexes: number[] = [];
  readonly ended: Promise<PublicRefusal | "over">;
  stopAt = Number.POSITIVE_INFINITY;
  onRecord: ((index: number) => void) | undefined;
  #end: (how: PublicRefusal | "over") => void = () => undefined;

  constructor() {
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }
  accept(index: number, _timeMs: number, frame: Uint8Array): boolean {
    expect([...frame]).toEqual([index % 256]);
    this.indexes.push(index);
    this.onRecord?.(index);
    return index < this.stopAt;
  }
  over(): void {
    this.#end("over");
  }
  lost(refusal: PublicRefusal): void {
    this.#end(refusal);
  }
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("a page's stream", () => {
  let gateway: RecordedGateway;
  let stream: GatewayStream;
  let socket: ReturnType<typeof io>;
  let signedOut: Promise<void>;

  beforeEach(async () => {
    gateway = new RecordedGateway();
    const url = await gateway.listen();
    socket = io(`${url}${WEB_NAMESPACE}`, {
      transports: ["websocket"],
      parser: oneFrameParser,
      reconnectionDelay: 10,
    });
    signedOut = new Promise((resolve) => {
      stream = new GatewayStream(socket, resolve);
    });
    await new Promise<void>((resolve) => socket.once("connect", resolve));
  });
  afterEach(async () => {
    socket.disconnect();
    await gateway.server.close();
  });

  it("runs a statement once and reads every record, also those that overtook the answer", async () => {
    gateway.records = 100;
    const reader = new Collected();
    const outcome = await stream.run({ connection: "shop", statement: "select 1" }, reader);
    expect(outcome).toEqual({ kind: "running", sessionId: "ses_1" });
    expect(await reader.ended).toBe("over");
    expect(reader.indexes).toEqual(upTo(100));
    expect(gateway.runs).toBe(1);
    expect(gateway.aheadMax).toBeLessThanOrEqual(LINK_LIMITS.framesUnderWayMax);
  });

  it("goes on from the next record after its connection broke", async () => {
    gateway.records = 60;
    const reader = new Collected();
    reader.onRecord = (index) => {
      if (index === 20) socket.io.engine.close();
    };
    stream.follow("ses_1", reader);
    expect(await reader.ended).toBe("over");
    expect(reader.indexes).toEqual(upTo(60));
    expect(gateway.follows[0]).toBe(0);
    expect(gateway.follows.at(-1)).toBeGreaterThan(20);
  });

  it("comes back by itself when the gateway closed the connection", async () => {
    gateway.records = 40;
    const reader = new Collected();
    reader.onRecord = (index) => {
      if (index === 10) gateway.door?.disconnect(true);
    };
    stream.follow("ses_1", reader);
    expect(await reader.ended).toBe("over");
    expect(reader.indexes).toEqual(upTo(40));
  });

  it("asks again for a record that was left out, and drops one that came twice", async () => {
    gateway.records = 3;
    gateway.isOpen = true;
    const reader = new Collected();
    const third = new Promise<void>((resolve) => {
      reader.onRecord = (index) => {
        if (index === 0) {
          gateway.records = 10;
          gateway.sendOne(0);
          gateway.sendOne(7);
        }
        if (index === 9) resolve();
      };
    });
    stream.follow("ses_1", reader);
    await third;
    expect(reader.indexes).toEqual(upTo(10));
  });

  it("stops reading when a record cannot be read", async () => {
    gateway.records = 1_000;
    const reader = new Collected();
    reader.stopAt = 5;
    const stopped = new Promise<void>((resolve) => {
      gateway.door?.on("session.unfollow", () => resolve());
    });
    stream.follow("ses_1", reader);
    await stopped;
    expect(reader.indexes).toEqual(upTo(6));
  });

  it("says why a session cannot be followed", async () => {
    const reader = new Collected();
    stream.follow("ses_2", reader);
    expect(await reader.ended).toMatchObject({ code: "ACCESS.NOT_FOUND" });
  });

  it("sends nothing while it is offline, and says that nothing was executed", async () => {
    socket.disconnect();
    const outcome = await stream.run(
      { connection: "shop", statement: "select 1" },
      new Collected(),
    );
    expect(outcome).toMatchObject({ kind: "refused", refusal: { code: "STREAM.OFFLINE" } });
    expect(gateway.runs).toBe(0);
  });

  it("reads nothing of a run that is held", async () => {
    gateway.records = 5;
    gateway.heldBy = "req_1";
    const reader = new Collected();
    const outcome = await stream.run({ connection: "shop", statement: "delete" }, reader);
    expect(outcome).toEqual({ kind: "held", sessionId: "ses_1", requestId: "req_1" });
    expect(gateway.follows).toEqual([]);
    expect(reader.indexes).toEqual([]);
  });

  it("runs an approved request once and reads every record of it from the first on", async () => {
    gateway.records = 100;
    gateway.heldBy = "req_1";
    const reader = new Collected();
    const outcome = await stream.runApproved("req_1", reader);
    expect(outcome).toEqual({ kind: "running", sessionId: "ses_1" });
    expect(await reader.ended).toBe("over");
    expect(reader.indexes).toEqual(upTo(100));
    expect(gateway.approvedRuns).toEqual(["req_1"]);
  });

  it("says so when an approved request runs elsewhere already", async () => {
    const outcome = await stream.runApproved("req_2", new Collected());
    expect(outcome).toMatchObject({ kind: "refused", refusal: { code: "REQUEST.CHANGED" } });
  });

  it("runs no approved request while it is offline", async () => {
    socket.disconnect();
    const outcome = await stream.runApproved("req_1", new Collected());
    expect(outcome).toMatchObject({ kind: "refused", refusal: { code: "STREAM.OFFLINE" } });
    expect(gateway.approvedRuns).toEqual([]);
  });

  it("leads to the sign-in page when the sign-in ended", async () => {
    gateway.door?.emit("signin.ended", "ended by an admin");
    await signedOut;
  });
});
