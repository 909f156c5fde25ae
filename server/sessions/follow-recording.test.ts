import { expect, it } from "vitest";
import type { StoredRecord } from "@/domain/recording/recording-format";
import { RecordingFollower } from "./follow-recording";

const records: StoredRecord[] = [0, 1, 2, 3].map((index) => ({
  ...{ index, timeMs: index },
  frame: Uint8Array.of(index),
}));

it("a reader who takes more while being given one gets the records in their order", () => {
  const taken: number[] = [];
  const source = {
    recorded: () => records.length,
    total: () => records.length,
    recent: (index: number) => records[index] ?? null,
    read: async function* () {
      yield* records;
    },
    onMoved: () => undefined,
  };
  let over = 0;
  const follower = new RecordingFollower(source, {
    ...{ isOwner: true, from: 0, upTo: 10 },
    onRecord({ index }) {
      // Sending what waited can empty the network's queue at once, and that wakes every reader.
      follower.wake();
      taken.push(index);
    },
    onOver: () => {
      over += 1;
    },
    isFull: () => false,
    onLost: () => undefined,
  });
  follower.wake();
  expect(taken).toEqual([0, 1, 2, 3]);
  expect(over).toBe(1);
});
