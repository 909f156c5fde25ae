import { describe, expect, it } from "vitest";
import { publicRefusal } from "@/domain/refusal";
import { decodeDigest, encodeDigest } from "./refusal-digest";

describe("a refusal on its way to an error page", () => {
  it("arrives with its code, reason and next step", () => {
    const refusal = publicRefusal("ACCESS.ROLE", "Your role does not include this.");
    const { code, because, next } = refusal;
    expect(decodeDigest(encodeDigest(refusal))).toEqual({ code, because, next });
  });

  it("arrives whole when its reason has several lines", () => {
    const refusal = publicRefusal("TARGET.ERROR", "syntax error\nat the end");
    expect(decodeDigest(encodeDigest(refusal))?.next).toBe(refusal.next);
  });

  it("is not read out of any other digest", () => {
    for (const digest of [
      undefined,
      "",
      "1234567",
      "refusal",
      "refusal NO.SUCH thing",
      "NEXT_NOT_FOUND",
    ]) {
      expect(decodeDigest(digest)).toBeNull();
    }
  });
});
