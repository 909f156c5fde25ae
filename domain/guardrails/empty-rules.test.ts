import { describe, expect, it } from "vitest";
import { guardInput } from "./guard-input";
import { guardOutput } from "./guard-output";

describe("without any guardrail", () => {
  it("a statement may be sent", () =>
    expect(guardInput({ kind: "postgres", statement: "select 1", rules: [] })).toEqual({
      kind: "allow",
    }));
  it("a result may be returned", () =>
    expect(guardOutput({ payload: new Uint8Array(3), rules: [] })).toEqual({ kind: "allow" }));
});
