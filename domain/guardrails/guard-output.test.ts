import { describe, expect, it } from "vitest";
import { guardOutput } from "./guard-output";

describe("without any guardrail", () => {
  it("a result may be returned", () =>
    expect(guardOutput({ payload: new Uint8Array(3), rules: [] })).toEqual({ kind: "allow" }));
});
