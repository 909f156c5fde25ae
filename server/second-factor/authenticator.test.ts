import { Secret } from "otpauth";
import { describe, expect, it } from "vitest";
import { codeAt, enrolmentUri, newSecret, stepOfCode } from "./authenticator";
import { hashRecoveryCode, newRecoveryCodes } from "./recovery-code";

const SECRET = Secret.fromUTF8("12345678901234567890").base32;
const at = (seconds: number) => new Date(seconds * 1000);

describe("a code", () => {
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("at %i s is as RFC 6238 lists it", (seconds, code) => {
    expect(codeAt(SECRET, at(seconds))).toBe(code);
    expect(stepOfCode(SECRET, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it("is right one step before and after its own, and no further", () => {
    const code = codeAt(SECRET, at(3000));
    const steps = [2940, 2970, 3000, 3030, 3060].map((s) => stepOfCode(SECRET, code, at(s)));
    expect(steps).toEqual([null, 100, 100, 100, null]);
  });

  it("is nothing else", () => {
    for (const code of ["", "12345", "1234567", "abcdef", "28708２"]) {
      expect(stepOfCode(SECRET, code, at(59))).toBeNull();
    }
  });
});

describe("what is shown once", () => {
  it("is a secret of 160 random bits, and an address that an app reads", () => {
    const [one, two] = [newSecret(), newSecret()];
    expect(one).toMatch(/^[A-Z2-7]{32}$/);
    expect(one).not.toBe(two);
    const uri = enrolmentUri(one, "ann@corp.test");
    expect(uri).toMatch(/^otpauth:\/\/totp\/Gatehouse:ann%40corp\.test\?issuer=Gatehouse&secret=/);
    expect(uri).toContain(one);
  });

  it("is ten recovery codes, known however they are typed", () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[a-z0-9]{4}(-[a-z0-9]{4}){3}$/);
    const [code = ""] = codes;
    expect(hashRecoveryCode(` ${code.toUpperCase().replaceAll("-", " ")}`)).toBe(
      hashRecoveryCode(code),
    );
  });
});
