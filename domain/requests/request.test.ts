import { describe, expect, it } from "vitest";
import {
  canMoveRequest,
  isOpenRequest,
  isUndecided,
  REQUEST_KINDS,
  REQUEST_MOVES,
  REQUEST_STATES,
} from "./request";

const reachable = (kind: "action" | "jit") => {
  const found = new Set<string>(["pending"]);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const from of [...found]) {
      for (const to of REQUEST_STATES) {
        if (canMoveRequest(kind, from as never, to)) found.add(to);
      }
    }
  }
  return [...found].sort();
};

describe("the states of a request", () => {
  it("are all reached by a command", () => {
    expect(reachable("action")).toEqual([...REQUEST_STATES].sort());
  });

  it("of a window leave out what only a command can be: it never runs, and is never edited", () => {
    expect(reachable("jit")).toEqual(
      [
        "approved",
        "cancelled",
        "executed",
        "expired",
        "pending",
        "rejected",
        "revoked",
        "void",
      ].sort(),
    );
  });

  it("are ended for good: from an end there is no way", () => {
    const ends = [
      "rejected",
      "expired",
      "cancelled",
      "revoked",
      "void",
      "executed",
      "failed",
      "unknown",
    ];
    expect(REQUEST_STATES.filter((state) => !isOpenRequest(state)).sort()).toEqual(ends.sort());
  });

  it("let a command run only from approved, so that it runs at most once", () => {
    expect(REQUEST_MOVES.filter(({ to }) => to === "running")).toEqual([
      { from: "approved", to: "running", only: "action" },
    ]);
    expect(REQUEST_MOVES.filter(({ from }) => from === "running").map(({ to }) => to)).toEqual([
      "executed",
      "failed",
      "unknown",
    ]);
  });

  it("wait for people only while pending or proposed", () => {
    expect(REQUEST_STATES.filter(isUndecided)).toEqual(["pending", "proposed"]);
  });

  it("have no move twice", () => {
    for (const kind of REQUEST_KINDS) {
      const moves = REQUEST_MOVES.filter(({ only }) => (only ?? kind) === kind);
      expect(new Set(moves.map(({ from, to }) => `${from} ${to}`)).size).toBe(moves.length);
    }
  });
});
