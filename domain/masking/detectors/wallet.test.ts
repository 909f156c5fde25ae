import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findSpans } from "../scan-spec";
import { sha256OfShort } from "./sha256";

function found(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return findSpans(bytes, ["wallet"]).map(({ start, end }) => bytes.toString("utf8", start, end));
}

/** The examples of the proposals that define them (BIP 173, BIP 350, EIP 55), and the first of all. */
const ADDRESSES = [
  "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
  "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
  "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
  "bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3",
  "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
  "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
  "0x52908400098527886e0f7030069857d2e4169ee7",
];

describe("the address of a wallet is found", () => {
  it.each(ADDRESSES)("%s", (address) => {
    expect(found(address)).toEqual([address]);
    expect(found(`to:${address}, "${address}"\\n${address}.`)).toEqual([address, address, address]);
  });
});

describe("nothing is found", () => {
  it.each(ADDRESSES)("as a part of something longer: %s", (address) => {
    expect(found(`x${address}`)).toEqual([]);
    expect(found(`${address}a`)).toEqual([]);
    expect(found(address.slice(0, -1))).toEqual([]);
  });

  it.each(ADDRESSES.slice(0, 5))("where the check is wrong: %s", (address) => {
    const last = address.endsWith("a") ? "c" : "a";
    expect(found(address.slice(0, -1) + last)).toEqual([]);
  });

  it("of a version with the check of another", () => {
    expect(found("bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4")).toEqual([]);
  });
});

describe("the digest that checks need", () => {
  it("is SHA-256 of any text that fits a block", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 55 }), (bytes) => {
        const wanted = createHash("sha256").update(bytes).digest("hex");
        expect(Buffer.from(sha256OfShort(bytes)).toString("hex")).toBe(wanted);
      }),
    );
  });
});
