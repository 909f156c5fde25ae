import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { Server } from "socket.io";
import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodePacket, encodePacket, oneFrameParser, PARSER_LIMITS } from "./one-frame-parser";
import { ProtocolProblem } from "./problem";

const eventName = fc.string({ minLength: 1, maxLength: 20 }).map((name) => `x.${name}`);
const argument = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.jsonValue().map((value) => value),
);
const packet = fc.record({
  type: fc.constantFrom(2, 3),
  nsp: fc.constantFrom("/agent", "/web"),
  id: fc.nat(),
  data: fc
    .tuple(eventName, fc.array(argument, { maxLength: PARSER_LIMITS.binariesMax }))
    .map(([name, rest]) => [name, ...rest]),
});

function outcome(message: unknown): "decoded" | "refused" {
  try {
    decodePacket(message);
    return "decoded";
  } catch (error) {
    if (error instanceof ProtocolProblem) return "refused";
    throw error;
  }
}

describe("one packet in one frame", () => {
  it("comes back as it was sent, bytes and all", () => {
    fc.assert(
      fc.property(packet, (sent) => {
        const json = JSON.parse(
          JSON.stringify(sent.data.filter((a) => !(a instanceof Uint8Array))),
        );
        const received = decodePacket(encodePacket(sent));
        expect(received.type).toBe(sent.type);
        expect(received.nsp).toBe(sent.nsp);
        expect(received.id).toBe(sent.id);
        const data = received.data as unknown[];
        expect(data.filter((a) => !(a instanceof Uint8Array))).toEqual(json);
        for (const [place, value] of sent.data.entries()) {
          if (value instanceof Uint8Array) {
            expect(Buffer.from(data[place] as Uint8Array).equals(value)).toBe(true);
          }
        }
      }),
    );
  });

  it("is refused, never a crash, whatever bytes or text arrive", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void outcome(bytes)));
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => void outcome(text)));
    fc.assert(fc.property(fc.json(), (text) => void outcome(text)));
  });

  it("is refused, never a crash, when a good one is altered in one byte or cut", () => {
    const good = encodePacket({
      type: 2,
      nsp: "/agent",
      data: ["frame", "ses_1", Buffer.alloc(40)],
    });
    const bytes = Buffer.from(good as Uint8Array);
    fc.assert(
      fc.property(fc.nat(bytes.byteLength - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const altered = Buffer.from(bytes);
        altered[at] = byte;
        outcome(altered);
        expect(outcome(bytes.subarray(0, at))).toBe("refused");
      }),
    );
  });

  it("cannot be one of Socket.IO's own events", () => {
    for (const name of ["connect", "disconnect", "disconnecting", "newListener"]) {
      expect(outcome(JSON.stringify({ t: 2, n: "/agent", d: [name] }))).toBe("refused");
    }
  });

  it("has bounds: namespace, arguments, runs of bytes, header", () => {
    const long = `/${"n".repeat(PARSER_LIMITS.namespaceCharactersMax)}`;
    expect(outcome(JSON.stringify({ t: 2, n: long, d: ["x"] }))).toBe("refused");
    const many = Array.from({ length: PARSER_LIMITS.argumentsMax + 1 }, () => "x");
    expect(outcome(JSON.stringify({ t: 2, n: "/a", d: many }))).toBe("refused");
    const runs = Array.from({ length: PARSER_LIMITS.binariesMax + 1 }, () => Buffer.alloc(1));
    expect(() => encodePacket({ type: 2, nsp: "/a", data: ["x", ...runs] })).toThrow(
      ProtocolProblem,
    );
    const huge = Buffer.from([0x47, 0xff, 0xff, 0xff, 0x7f]);
    expect(outcome(huge)).toBe("refused");
  });

  it("is never sent with bytes where the other end would read JSON of them", () => {
    const nested = { type: 2, nsp: "/a", data: ["x", { deep: Buffer.alloc(3) }] };
    expect(() => encodePacket(nested)).toThrow(ProtocolProblem);
  });
});

describe("over a real Socket.IO server", () => {
  const http = createServer();
  const server = new Server(http, { parser: oneFrameParser, transports: ["websocket"] });
  let url = "";
  beforeAll(async () => {
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it("carries bytes both ways, acknowledgements and the refusal of a handshake", async () => {
    server.of("/agent").use((socket, next) => {
      next(socket.handshake.auth["key"] === "right" ? undefined : new Error("AGENT.KEY_UNKNOWN"));
    });
    server.of("/agent").on("connection", (socket) => {
      socket.on("frame", (id: string, bytes: Buffer, answer: (...back: unknown[]) => void) => {
        answer(id, Buffer.from(bytes).reverse());
      });
    });
    const options = { parser: oneFrameParser, transports: ["websocket"], forceNew: true };
    const client = io(`${url}/agent`, { ...options, auth: { key: "right" } });
    const [id, bytes] = await new Promise<[string, Uint8Array]>((resolve) => {
      client.emit("frame", "ses_1", Buffer.from([1, 2, 3]), (...back: [string, Uint8Array]) =>
        resolve(back),
      );
    });
    expect(id).toBe("ses_1");
    expect([...new Uint8Array(bytes)]).toEqual([3, 2, 1]);
    client.close();

    const stranger = io(`${url}/agent`, { ...options, auth: { key: "wrong" } });
    const said = await new Promise<string>((resolve) =>
      stranger.on("connect_error", (error) => resolve(error.message)),
    );
    expect(said).toBe("AGENT.KEY_UNKNOWN");
    stranger.close();
  });
});
