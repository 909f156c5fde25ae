import { pino } from "pino";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startStep } from "./start-step";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function spied() {
  const log = pino({ level: "silent" });
  return { log, warn: vi.spyOn(log, "warn") };
}

it("says which part of the start is waited for, while it is", async () => {
  const { log, warn } = spied();
  let finish: (value: number) => void = () => {};
  const step = startStep(log, "pages", new Promise<number>((resolve) => (finish = resolve)));
  await vi.advanceTimersByTimeAsync(14_999);
  expect(warn).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(warn).toHaveBeenCalledWith({ step: "pages", waitedMs: 15_000 }, expect.any(String));
  finish(7);
  expect(await step).toBe(7);
});

it("says nothing of what is done or failed in time", async () => {
  const { log, warn } = spied();
  await startStep(log, "port", Promise.resolve());
  await expect(startStep(log, "port", Promise.reject(new Error("taken")))).rejects.toThrow("taken");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(warn).not.toHaveBeenCalled();
});
