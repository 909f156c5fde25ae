import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeRow } from "@/domain/rows/row-format";
import { encodeFrame, type Frame, type FrameKind, NO_STAMP } from "@/protocol/frame";
import { ResultStore } from "./result-store";
import { type SessionView, viewLimits } from "./session-view";

const bytesOf = (text: string) => new TextEncoder().encode(text);

function frame(kind: FrameKind, payload: unknown, more: Partial<Frame> = {}): Uint8Array {
  const bytes = payload instanceof Uint8Array ? payload : bytesOf(JSON.stringify(payload));
  const header = { kind, direction: "from-target", format: "json", sequence: 0 } as const;
  return encodeFrame({ ...header, result: 0, rows: 0, stamp: NO_STAMP, payload: bytes, ...more });
}

const column = (name: string, typeId = 25) => ({
  ...{ name, type: "text", typeId, origin: null },
  masked: "scan",
});
const columns = (result = 0) =>
  frame("columns", { columns: [column("a"), column("n", 23)] }, { result });
const rows = (texts: readonly string[], result = 0) => {
  const encoded = texts.map((text) => encodeRow([bytesOf(text), null]));
  const length = encoded.reduce((sum, row) => sum + row.byteLength, 0);
  const payload = new Uint8Array(length);
  let at = 0;
  for (const row of encoded) {
    payload.set(row, at);
    at += row.byteLength;
  }
  return frame("rows", payload, { format: "rows", rows: texts.length, result });
};
const notice = { severity: "NOTICE", code: "00000", message: "hello", detail: null, hint: null };
const end = { state: "done", code: null, because: null, rows: 3, bytes: 9, masked: [] };

function storeOf(frames: readonly Uint8Array[], bytesMax = 1_000_000): ResultStore {
  const store = new ResultStore({ bytesMax, schedule: (publish) => publish() });
  for (const [index, bytes] of frames.entries()) store.accept(index, index * 10, bytes);
  return store;
}
const viewOf = (frames: readonly Uint8Array[], bytesMax?: number): SessionView =>
  storeOf(frames, bytesMax).getSnapshot();

describe("the records of a session", () => {
  it("become its statement, results, moments and end", () => {
    const view = viewOf([
      frame("input", { statement: "select 1" }),
      columns(),
      rows(["x", "y"]),
      frame("notice", notice),
      rows(["z"]),
      frame("complete", { tag: "SELECT 3", rows: 3, affected: 3 }),
      frame("end", end),
    ]);
    expect(view).toMatchObject({ statement: "select 1", rows: 3, records: 7, timeMs: 60 });
    expect(view.results).toMatchObject([{ index: 0, rowCount: 3, complete: { tag: "SELECT 3" } }]);
    expect(view.results[0]?.columns.map((one) => one.numeric)).toEqual([false, true]);
    expect(view.moments.map((moment) => `${moment.kind}@${moment.atMs}`)).toEqual([
      ...["columns@10", "notice@30", "complete@50", "end@60"],
    ]);
    expect(view.end?.state).toBe("done");
  });

  it("lose and repeat no row, whatever blocks and results they come in", () => {
    const block = fc.record({ result: fc.nat(3), texts: fc.array(fc.string(), { maxLength: 6 }) });
    fc.assert(
      fc.property(fc.array(block, { maxLength: 30 }), (blocks) => {
        const opened = [0, 1, 2, 3].map(columns);
        const view = viewOf([...opened, ...blocks.map(({ texts, result }) => rows(texts, result))]);
        for (const result of view.results) {
          const sent = blocks
            .filter((one) => one.result === result.index)
            .flatMap((one) => one.texts);
          const read = sent.map((_, row) =>
            new TextDecoder().decode(result.blocks.cell(row, 0) ?? undefined),
          );
          expect(result.rowCount).toBe(sent.length);
          expect(read.map((text) => text.length)).toEqual(
            sent.map((text) => new TextDecoder().decode(bytesOf(text)).length),
          );
        }
        expect(view.rows).toBe(blocks.reduce((sum, one) => sum + one.texts.length, 0));
      }),
    );
  });

  it("are kept only up to the limit of bytes, and the rest is counted", () => {
    const view = viewOf([columns(), rows(["12345"]), rows(["6"]), rows(["7"])], 25);
    expect(view.results[0]?.rowCount).toBe(1);
    expect([view.rows, view.rowsLeftOut]).toEqual([3, 2]);
  });

  it("are kept only up to the limits of results and moments, and the rest is counted", () => {
    const many = Array.from({ length: viewLimits.resultsMax + 2 }, (_, result) => columns(result));
    const last = rows(["x"], viewLimits.resultsMax + 1);
    const view = viewOf([...many, last]);
    expect(view.results.length).toBe(viewLimits.resultsMax);
    expect([view.resultsLeftOut, view.rowsLeftOut]).toEqual([2, 1]);
    const loud = viewOf(
      Array.from({ length: viewLimits.momentsMax + 5 }, () => frame("notice", notice)),
    );
    expect([loud.moments.length, loud.momentsLeftOut]).toEqual([viewLimits.momentsMax, 5]);
  });

  it("say when a cancel was asked and when the agent is away", () => {
    const event = (word: string) => frame("event", { event: word, because: "" });
    expect(viewOf([event("cancel-asked")]).cancelAsked).toBe(true);
    expect(viewOf([event("agent-away")]).isAgentAway).toBe(true);
    expect(viewOf([event("agent-away"), event("agent-back")]).isAgentAway).toBe(false);
  });
});

describe("a record that breaks the protocol", () => {
  it("ends the reading with a refusal, whatever its bytes are", () => {
    const broken = [
      fc.uint8Array({ maxLength: 60 }),
      fc.constantFrom(rows(["no columns"]), frame("end", { state: "odd" }), frame("input", "{")),
      fc.constant(frame("rows", new Uint8Array([1, 2]), { format: "rows", rows: 1 })),
    ];
    const silent = console.error;
    console.error = () => undefined;
    try {
      fc.assert(
        fc.property(fc.oneof(...broken), (bytes) => {
          const store = new ResultStore({ bytesMax: 100, schedule: (publish) => publish() });
          expect(store.accept(0, 0, bytes)).toBe(false);
          expect(store.getSnapshot().lost?.code).toBe("LINK.PROTOCOL");
        }),
      );
    } finally {
      console.error = silent;
    }
  });
});

describe("the snapshots", () => {
  it("are made once for any number of records between two drawings", () => {
    const waiting: (() => void)[] = [];
    const store = new ResultStore({
      bytesMax: 1_000,
      schedule: (publish) => waiting.push(publish),
    });
    let told = 0;
    store.subscribe(() => {
      told += 1;
    });
    store.accept(0, 0, columns());
    store.accept(1, 1, rows(["a"]));
    expect([waiting.length, store.getSnapshot().records]).toEqual([1, 0]);
    for (const publish of waiting) publish();
    expect([told, store.getSnapshot().rows]).toEqual([1, 1]);
  });

  it("keep a result that did not change the very same, so that nothing is drawn again", () => {
    const store = storeOf([columns(0), columns(1), rows(["a"], 0)]);
    const before = store.getSnapshot();
    store.accept(3, 30, rows(["b"], 1));
    expect(store.getSnapshot().results[0]).toBe(before.results[0]);
    expect(store.getSnapshot().results[1]).not.toBe(before.results[1]);
    expect(store.getSnapshot().moments).toBe(before.moments);
  });
});
