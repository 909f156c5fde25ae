import { describe, expect, it } from "vitest";
import { canMove, isOpen, SESSION_STATES } from "./session";

const OPEN = ["held", "running"] as const;
const OVER = SESSION_STATES.filter((state) => !isOpen(state));

describe("the states of a session", () => {
  it("are open only while held or running", () =>
    expect(SESSION_STATES.filter(isOpen)).toEqual([...OPEN]));

  it.each(OVER)("%s is final: nothing follows it", (from) =>
    expect(SESSION_STATES.filter((to) => canMove(from, to))).toEqual([]),
  );

  it("let a running session end in every way and never be held again", () =>
    expect(SESSION_STATES.filter((to) => canMove("running", to))).toEqual(OVER));

  it("let a held session run or end without having run, but never succeed or fail unrun", () =>
    expect(SESSION_STATES.filter((to) => canMove("held", to))).toEqual([
      ...["running", "blocked", "cancelled", "ended", "interrupted"],
    ]));
});
