import { describe, expect, it } from "vitest";
import { publicRefusal } from "@/domain/refusal";
import { decodeDigest, encodeDigest } from "./refusal-digest";

describe("a refusal on its way to an error page", () => {
  it("arrives with its code, reason and next step", () => {
    const refusal = publicRefusal("ACCESS.ROLE", "Your role does not include this.");
    expect(decodeDigest(encodeDigest(refusal))).toEqual(refusal);
  });

  it("is not read out of any other digest", () => {
    for (const digest of [undefined, "", "1234567", "refusal NO.SUCH thing", "NEXT_NOT_FOUND"]) {
      expect(decodeDigest(digest)).toBeNull();
    }
  });
});
