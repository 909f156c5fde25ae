import { describe, expect, it } from "vitest";
import { walkStages } from "./stage-walk";
import { RESULT_STAGES, STAGES, SUBMIT_STAGES } from "./stages";

const THREE = ["access", "mode", "open"] as const;

describe("the way of a command", () => {
  it("is the eleven stages of the product, in their order", () =>
    expect(STAGES).toEqual([
      ...["authenticate", "access", "mode", "open", "guard-input", "rules", "execute"],
      ...["guard-output", "mask", "record", "deliver"],
    ]));
  it("is walked by a command and then by its result, with nothing between", () =>
    expect([...SUBMIT_STAGES, ...RESULT_STAGES]).toEqual([...STAGES]));
});

describe("a path through the stages", () => {
  const path = () =>
    walkStages<string[], typeof THREE>(THREE)
      .step("access", (seen) => [...seen, "access"])
      .step("mode", (seen) => [...seen, "mode"])
      .step("open", (seen) => [...seen, "open"])
      .finish();

  it("runs the stages in order, each with what the one before gave", () =>
    expect(path()([])).toEqual(["access", "mode", "open"]));

  it("waits for a stage that promises", async () => {
    const run = walkStages<number, typeof THREE>(THREE)
      .step("access", (n) => n + 1)
      .step("mode", async (n) => n * 10)
      .step("open", (n) => n + 5)
      .finish();
    expect(await run(1)).toBe(25);
  });

  it("stops at the stage that throws", () => {
    const seen: string[] = [];
    const run = walkStages<null, typeof THREE>(THREE)
      .step("access", () => {
        throw new RangeError("no");
      })
      .step("mode", () => seen.push("mode"))
      .step("open", () => seen.push("open"))
      .finish();
    expect(() => run(null)).toThrow("no");
    expect(seen).toEqual([]);
  });

  it("cannot skip a stage: neither the compiler nor the run accepts it", () => {
    // @ts-expect-error the next stage is access
    expect(() => walkStages<null, typeof THREE>(THREE).step("mode", () => null)).toThrow(
      "the next stage is access, not mode",
    );
  });

  it("cannot go back to a stage", () => {
    const after = walkStages<null, typeof THREE>(THREE).step("access", () => null);
    // @ts-expect-error the next stage is mode
    expect(() => after.step("access", () => null)).toThrow("the next stage is mode, not access");
  });

  it("cannot end before its last stage", () => {
    const half = walkStages<null, typeof THREE>(THREE).step("access", () => null);
    // @ts-expect-error two stages are left
    expect(() => half.finish()).toThrow("the path ends before mode");
  });
});
