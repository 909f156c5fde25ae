import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { personalValue, SeededRandom } from "@/testing/personal-data";
import { MASK_KINDS, type MaskKind } from "../masking-rule";
import { findSpans } from "../scan-spec";
import { type MaskedPlace, replaceValue } from "./replace-value";
import { type Replacement, replacementsOf } from "./replacement";
import { bytesOf, normalised } from "./value-form";

const keyed = (key: string) => (text: Uint8Array) =>
  createHmac("sha256", key).update(text).digest();

interface Asked {
  readonly how: Replacement;
  readonly place?: MaskedPlace;
  readonly key?: string;
  readonly backslashes?: number;
}

function shown(kind: MaskKind, value: string, asked: Asked): string | null {
  const { how, place = "stored", key = "k", backslashes = 0 } = asked;
  const masked = { kind, bytes: Buffer.from(value), place, backslashes };
  const answer = replaceValue(masked, { replacements: { [kind]: how }, digest: keyed(key) });
  return answer === null ? null : Buffer.from(answer).toString();
}

describe("a part of a value", () => {
  it.each<[MaskKind, string, string]>([
    ["ssn", "123-45-6789", "***-**-6789"],
    ["ssn", "123456789", "*****6789"],
    ["ssn", "  123-45-6789 ", "***-**-6789"],
    ["card", "4111 1111 1111 1234", "**** **** **** 1234"],
    ["email", "jane.doe@example.com", "***@example.com"],
    ["email", "a@example.com", "***@example.com"],
    ["iban", "GB82 WEST 1234 5698 7654 32", "**** **** **** **** **54 32"],
    ["phone", "+1 (212) 555-0199", "+* (***) ***-0199"],
    ["ip", "203.0.113.9", "203.0.*.*"],
    ["mac", "00:1b:2c:3d:4e:5f", "**:**:**:**:4e:5f"],
    ["cpf", "123.456.789-09", "***.***.*89-09"],
  ])("of %s %s is what counts of it", (kind, value, part) =>
    expect(shown(kind, value, { how: "partial" })).toBe(part),
  );

  it.each<[MaskKind, string]>([
    ["ssn", "raise in spring"],
    ["ssn", "123-45"],
    ["card", "4111"],
    ["email", "Jane <jane@example.com>"],
    ["email", '"}@example.com'],
    ["email", "jane.doe"],
    ["iban", ""],
    ["phone", "0199"],
    ["ip", "fe80::1"],
    ["mac", "00:1b:2c"],
    ["nino", "A1"],
  ])("of %s %j is none: it has another form, or is too short", (kind, value) =>
    expect(shown(kind, value, { how: "partial" })).toBe(`[${kind.toUpperCase()}]`),
  );
});

describe("a NULL", () => {
  it("stands for whole cells, whoever made them, and a placeholder within a text", () => {
    expect(shown("ssn", "123-45-6789", { how: "null" })).toBeNull();
    expect(shown("ssn", "123-45-6789", { how: "null", place: "made" })).toBeNull();
    expect(shown("ssn", "123-45-6789", { how: "null", place: "text" })).toBe("[SSN]");
  });
});

describe("a cell that a statement made of a protected column", () => {
  it.each(["partial", "hash", "fake"] as const)("is a placeholder instead of %s", (how) =>
    expect(shown("ssn", "987-65-4321", { how, place: "made" })).toBe("[SSN]"),
  );
});

describe("behind a backslash", () => {
  const mail = "jane@example.com";
  it("the letter of an escape stays, and is not of the value", () => {
    const asked = { how: "hash", place: "text", backslashes: 1 } as const;
    const alone = shown("email", mail, { how: "hash", place: "text" });
    expect(shown("email", `n${mail}`, asked)).toBe(`n${alone}`);
    expect(shown("email", mail, { ...asked, backslashes: 2 })).toBe(alone);
  });
  it("a value that no escape explains, and bytes in hex, are a placeholder", () => {
    const asked = { how: "partial", place: "text" } as const;
    expect(shown("email", mail, { ...asked, backslashes: 1 })).toBe("[EMAIL]");
    expect(shown("email", `\\x${Buffer.from(mail).toString("hex")}`, asked)).toBe("[EMAIL]");
  });
});

const anyKind = fc.constantFrom(...MASK_KINDS);
const drawn = (kind: MaskKind, seed: number) => personalValue(new SeededRandom(seed), kind);
const anyValue = fc
  .tuple(anyKind, fc.nat())
  .map(([kind, seed]) => [kind, drawn(kind, seed)] as const);

describe("whatever the value", () => {
  it("a hash is equal when, and only when, what is normalised of it is, and the key is the same", () =>
    fc.assert(
      fc.property(anyKind, fc.tuple(fc.nat(40), fc.nat(40)), fc.boolean(), (kind, seeds, bare) => {
        const [one, other] = seeds;
        const values = [drawn(kind, one), drawn(kind, other)] as const;
        const second = bare ? values[1].replace(/[ -]/g, "").toUpperCase() : values[1];
        const [left, right] = [values[0], second].map((value) =>
          Buffer.from(normalised(Buffer.from(value), kind)).toString("hex"),
        );
        const hashes = [values[0], second].map((value) => shown(kind, value, { how: "hash" }));
        expect(hashes[0] === hashes[1]).toBe(left === right);
        expect(shown(kind, values[0], { how: "hash", key: "other" })).not.toBe(hashes[0]);
        expect(hashes[0]).toMatch(/^\[[A-Z]+:[b-t]{20}\]$/);
      }),
    ));

  it("a part has no more letters and digits of it than four, but of e-mail and IP addresses", () =>
    fc.assert(
      fc.property(anyValue, ([kind, value]) => {
        const part = shown(kind, value, { how: "partial" }) ?? "";
        if (part === `[${kind.toUpperCase()}]` || kind === "email" || kind === "ip") return;
        expect(part.length).toBe(value.length);
        expect(part.replace(/[^A-Za-z0-9]/g, "")).toHaveLength(4);
        expect(value.endsWith(part.slice(-2))).toBe(true);
      }),
    ));

  it("an e-mail address shows nothing before its @, an IP address nothing of its second half", () =>
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const mail = drawn("email", seed);
        const part = shown("email", mail, { how: "partial" });
        expect(["[EMAIL]", `***${mail.slice(mail.lastIndexOf("@"))}`]).toContain(part);
        expect(shown("ip", drawn("ip", seed), { how: "partial" })).toMatch(
          /^(\d+\.\d+\.\*\.\*|\[IP\])$/,
        );
      }),
    ));

  it("a fake is another value of its kind, the same each time and however it is written", () =>
    fc.assert(
      fc.property(anyValue, ([kind, value]) => {
        if (!replacementsOf(kind).includes("fake")) return;
        const fake = shown(kind, value, { how: "fake" }) ?? "";
        expect(shown(kind, value, { how: "fake" })).toBe(fake);
        expect(fake.startsWith("[")).toBe(false);
        const same = normalised(bytesOf(fake), kind);
        expect(Buffer.from(same).equals(normalised(Buffer.from(value), kind))).toBe(false);
        const spans = findSpans(Buffer.from(fake), [kind]);
        expect({ fake, spans }).toEqual({ fake, spans: [{ start: 0, end: fake.length, kind }] });
        expect(shown(kind, value, { how: "fake", key: "other" })).not.toBe(fake);
      }),
    ));

  it("nothing that stands for it can end a JSON text, a COPY field or an array's element", () =>
    fc.assert(
      fc.property(anyValue, fc.constantFrom("partial", "hash", "fake"), ([kind, value], how) => {
        expect(shown(kind, value, { how, place: "text" })).not.toMatch(/["\\{},\t\n]/);
      }),
    ));
});

it("a fake keeps what is no digit or letter in its place", () => {
  expect(shown("card", "4111-1111-1111-1111", { how: "fake" })).toMatch(/^(\d{4}-){3}\d{4}$/);
  expect(shown("ssn", "123456789", { how: "fake" })).toMatch(/^\d{9}$/);
  expect(shown("email", "Jane.d+7@corp.example.com", { how: "fake" })).toMatch(
    /^[A-Z][a-z]{3}\.[a-z]\+\d@[a-z]{8}\.example$/,
  );
  expect(shown("iban", "gb82 west 1234 5698 7654 32", { how: "fake" })).toMatch(
    /^gb\d\d [a-z]{4} \d{4} \d{4} \d{4} \d\d$/,
  );
});
