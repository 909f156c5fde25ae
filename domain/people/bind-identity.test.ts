import { describe, expect, it } from "vitest";
import { type BindingQuestion, decideBinding, type KnownPerson } from "./bind-identity";
import type { UserId } from "./user";

const ann: KnownPerson = {
  id: "usr_ann" as UserId,
  status: "active",
  hasPassword: false,
  hasIdentity: false,
};
const stranger: BindingQuestion = {
  byIdentity: null,
  byEmail: null,
  email: "ann@corp.test",
  emailVerified: true,
};

function answer(question: Partial<BindingQuestion>): string {
  const binding = decideBinding({ ...stranger, ...question });
  if (binding.kind === "refuse") return binding.because;
  return binding.kind === "create" ? "create" : `${binding.kind} ${binding.userId}`;
}

describe("binding somebody whom the identity provider names", () => {
  it("knows them by issuer and subject", () =>
    expect(answer({ byIdentity: { ...ann, hasIdentity: true } })).toBe("known usr_ann"));
  it("knows them even when the e-mail address is somebody else's by now", () =>
    expect(
      answer({
        byIdentity: { ...ann, hasIdentity: true },
        byEmail: { ...ann, id: "usr_bob" as UserId, hasPassword: true },
      }),
    ).toBe("known usr_ann"));
  it("knows them without an e-mail address", () =>
    expect(answer({ byIdentity: { ...ann, hasIdentity: true }, email: null })).toBe(
      "known usr_ann",
    ));
  it("refuses them when they are inactive", () =>
    expect(answer({ byIdentity: { ...ann, status: "inactive" } })).toBe("inactive"));

  it("creates a person whose address nobody has", () => expect(answer({})).toBe("create"));
  it("refuses a new person without an address", () =>
    expect(answer({ email: null })).toBe("no-email"));

  describe("given an account that an admin prepared with the same address", () => {
    it("binds it when the address is verified", () =>
      expect(answer({ byEmail: ann })).toBe("bind usr_ann"));
    it("links nothing when the address is not verified", () =>
      expect(answer({ byEmail: ann, emailVerified: false })).toBe("email-taken"));
    it("never takes over an account with a password", () =>
      expect(answer({ byEmail: { ...ann, hasPassword: true } })).toBe("email-taken"));
    it("never takes over an account that has an identity", () =>
      expect(answer({ byEmail: { ...ann, hasIdentity: true } })).toBe("email-taken"));
    it("refuses while it is inactive", () =>
      expect(answer({ byEmail: { ...ann, status: "inactive" } })).toBe("inactive"));
  });
});
