import { describe, expect, it } from "vitest";
import { Bundle } from "./bundle";

interface Sent {
  readonly sessionId: string;
  readonly frames: readonly number[];
}

/** A bundle whose frames are told apart by their first byte. */
function bundle() {
  const sent: Sent[] = [];
  const made = new Bundle((sessionId, items) => {
    sent.push({ sessionId, frames: items.map(({ frame }) => frame[0] ?? -1) });
  });
  const add = (sessionId: string, number: number, bytes = 1) =>
    made.add({ sessionId, frame: new Uint8Array(bytes).fill(number) });
  return { made, sent, add };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("what is sent in one turn", () => {
  it("is one message, in order", async () => {
    const { sent, add } = bundle();
    for (const number of [1, 2, 3]) add("a", number);
    expect(sent).toEqual([]);
    await turn();
    expect(sent).toEqual([{ sessionId: "a", frames: [1, 2, 3] }]);
  });

  it("of several sessions stays in order, a message each time the session changes", async () => {
    const { sent, add } = bundle();
    add("a", 1);
    add("b", 2);
    add("a", 3);
    await turn();
    expect(sent).toEqual([
      { sessionId: "a", frames: [1] },
      { sessionId: "b", frames: [2] },
      { sessionId: "a", frames: [3] },
    ]);
  });

  it("leaves at once when a message is full", () => {
    const { sent, add } = bundle();
    for (let number = 1; number <= 9; number += 1) add("a", number);
    expect(sent).toEqual([{ sessionId: "a", frames: [1, 2, 3, 4, 5, 6, 7, 8] }]);
  });

  it("leaves at once, with what waited, when a frame is large", () => {
    const { sent, add } = bundle();
    add("a", 1);
    add("a", 2, 64 * 1024);
    expect(sent).toEqual([{ sessionId: "a", frames: [1, 2] }]);
  });

  it("is sent once, also when it was flushed by hand", async () => {
    const { made, sent, add } = bundle();
    add("a", 1);
    made.flush();
    await turn();
    expect(sent).toHaveLength(1);
  });

  it("is not sent after it was dropped", async () => {
    const { made, sent, add } = bundle();
    add("a", 1);
    made.drop("b");
    made.drop("a");
    await turn();
    expect(sent).toEqual([]);
  });

  it("waits for the next one when it is in no hurry, and travels with it", async () => {
    const { made, sent, add } = bundle();
    made.add({ sessionId: "a", frame: Uint8Array.of(1) }, true);
    await turn();
    expect(sent).toEqual([]);
    add("a", 2);
    await turn();
    expect(sent).toEqual([{ sessionId: "a", frames: [1, 2] }]);
  });
});
