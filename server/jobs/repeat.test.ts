import { EventEmitter, once } from "node:events";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { repeat } from "./repeat";

const log = pino({ level: "silent" });

describe("repeated work", () => {
  it("goes on after a failure", async () => {
    const turns = new EventEmitter();
    let count = 0;
    const work = async () => {
      count += 1;
      turns.emit(`turn ${count}`);
      if (count === 1) throw new Error("the first turn fails");
    };
    const second = once(turns, "turn 2");
    const job = repeat({ name: "test", everyMs: 1, work, log });
    await second;
    await job.stop();
    expect(count).toBeGreaterThanOrEqual(2);
  });

  it("never runs twice at once, and stop waits for the turn that runs", async () => {
    let atOnce = 0;
    let atOnceMax = 0;
    let turns = 0;
    const third = new EventEmitter();
    const reached = once(third, "reached");
    const work = async () => {
      atOnce += 1;
      atOnceMax = Math.max(atOnceMax, atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      atOnce -= 1;
      turns += 1;
      if (turns === 3) third.emit("reached");
    };
    const job = repeat({ name: "test", everyMs: 0, work, log });
    await reached;
    await job.stop();
    const turnsAtStop = turns;
    await new Promise((resolve) => setImmediate(resolve));
    expect([atOnceMax, atOnce, turns]).toEqual([1, 0, turnsAtStop]);
  });
});
