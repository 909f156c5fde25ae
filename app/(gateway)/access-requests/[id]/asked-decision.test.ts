import { expect, it } from "vitest";
import { readAskedDecision } from "./asked-decision";

it("reads the verdict and the text that it is about", () => {
  expect(readAskedDecision({ decide: "reject", revision: "12" })).toEqual({
    ...{ verdict: "reject", revision: 12 },
  });
});

it.each([
  {},
  { decide: "approve" },
  { decide: "modify", revision: "1" },
  { decide: ["approve", "reject"], revision: "1" },
  { decide: "approve", revision: "-1" },
  { decide: "approve", revision: "1e3" },
  { decide: "approve", revision: "12345678" },
])("of %j asks for nothing", (search) => expect(readAskedDecision(search)).toBeNull());
