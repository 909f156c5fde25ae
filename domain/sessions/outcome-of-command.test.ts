import { expect, it } from "vitest";
import { OUTCOMES } from "../guardrails/guardrail";
import { outcomeOfCommand, type StageAnswers } from "./outcome-of-command";

const OPEN: StageAnswers = {
  ...{ mayUse: true, readOnlyObjects: false, guardrails: "allow", rules: "run" },
};

it("runs where every stage lets it through, with a warning too", () => {
  expect(outcomeOfCommand(OPEN)).toBe("run");
  expect(outcomeOfCommand({ ...OPEN, guardrails: "warn" })).toBe("run");
});

it("waits where a rule holds it, whether or not a guardrail sent it", () => {
  expect(outcomeOfCommand({ ...OPEN, rules: "hold" })).toBe("hold");
  expect(outcomeOfCommand({ ...OPEN, rules: "hold", guardrails: "require-approval" })).toBe("hold");
});

it("is refused where a guardrail asks for an approval that no rule takes", () => {
  expect(outcomeOfCommand({ ...OPEN, guardrails: "require-approval" })).toBe("refuse");
});

it.each([
  ["they may not use the connection", { mayUse: false }],
  ["the connection is for reading", { readOnlyObjects: true }],
  ["a guardrail blocks it", { guardrails: "block" }],
  ["a window is needed and none is open", { rules: "refuse" }],
] as const)("is refused where %s, whatever the others say", (_, answer) => {
  for (const guardrails of OUTCOMES) {
    for (const rules of ["run", "hold", "refuse"] as const) {
      expect(outcomeOfCommand({ ...OPEN, guardrails, rules, ...answer })).toBe("refuse");
    }
  }
});
