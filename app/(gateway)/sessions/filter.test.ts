import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SESSION_STATES } from "@/domain/sessions/session";
import { listInput, PERIODS, readFilter, type SessionsFilter, sessionsAddress } from "./filter";

const word = fc.string({ maxLength: 60 });
const filters: fc.Arbitrary<SessionsFilter> = fc.record({
  ...{ text: word, connection: word, owner: word, guardrail: word },
  state: fc.constantFrom("", ...SESSION_STATES),
  period: fc.constantFrom(...PERIODS),
  masked: fc.boolean(),
  trail: fc.array(fc.stringMatching(/^\d{1,13}\.ses_[a-z0-9]{5,20}$/), { maxLength: 30 }),
});
const readAddress = (address: string) =>
  readFilter(Object.fromEntries(new URL(address, "http://gateway").searchParams));

describe("the filter in the address of the sessions", () => {
  it("comes back as it was written", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(readAddress(sessionsAddress(filter))).toEqual(filter);
      }),
    );
  });
  it("is nothing when nothing is filtered", () => {
    expect(sessionsAddress(readFilter({}))).toBe("/sessions");
    expect(listInput(readFilter({}))).toEqual({ period: "all", limit: 50 });
  });
  it("takes what it does not understand as not there", () => {
    const odd = readFilter({ state: "odd", period: "year", text: ["a", "b"], masked: "maybe" });
    expect(odd).toEqual(readFilter({}));
  });
  it("begins the page that the last cursor names", () => {
    expect(listInput(readFilter({ page: "1.ses_aaaaa~2.ses_bbbbb" })).cursor).toBe("2.ses_bbbbb");
  });
});
