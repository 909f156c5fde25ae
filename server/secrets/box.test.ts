import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BOX_BYTES_MIN, secretsWith } from "./box";

const secrets = secretsWith(new Uint8Array(32).fill(7));
const others = secretsWith(new Uint8Array(32).fill(8));

describe("a box", () => {
  it("gives back every text for its own purpose", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (plain, purpose) => {
        const wellFormed = Buffer.from(plain).toString();
        expect(secrets.open(purpose, secrets.seal(purpose, wellFormed))).toBe(wellFormed);
      }),
    );
  });

  it("opens for no other purpose", () => {
    const box = secrets.seal("connection:con_1", "hunter2");
    expect(() => secrets.open("connection:con_2", box)).toThrow("a box is unaltered");
  });

  it("opens with no other key, and says that the key is another", () => {
    const box = others.seal("p", "hunter2");
    expect(() => secrets.open("p", box)).toThrow("a box was sealed with the key that is here");
  });

  it("opens no more when any single bit was changed", () => {
    const box = secrets.seal("p", "hunter2");
    for (let bit = 0; bit < box.length * 8; bit += 1) {
      const altered = Uint8Array.from(box);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => secrets.open("p", altered)).toThrow();
    }
  });

  it("opens no more when it was cut at any place", () => {
    const box = secrets.seal("p", "hunter2");
    for (let length = 0; length < box.length; length += 1) {
      expect(() => secrets.open("p", box.subarray(0, length))).toThrow();
    }
  });

  it("never looks the same twice and never holds its text", () => {
    const boxes = [secrets.seal("p", "hunter2"), secrets.seal("p", "hunter2")];
    expect(Buffer.from(boxes[0] ?? []).equals(Buffer.from(boxes[1] ?? []))).toBe(false);
    expect(Buffer.from(boxes[0] ?? []).includes("hunter2")).toBe(false);
    expect(boxes[0]?.length).toBe(BOX_BYTES_MIN + "hunter2".length);
  });
});

describe("a derived key", () => {
  it("is 32 bytes in hex, the same each time, and another one for another use or key", () => {
    expect(secrets.derive("cookie")).toMatch(/^[0-9a-f]{64}$/);
    expect(secrets.derive("cookie")).toBe(secrets.derive("cookie"));
    expect(secrets.derive("cookie")).not.toBe(secrets.derive("mail"));
    expect(secrets.derive("cookie")).not.toBe(others.derive("cookie"));
  });
});
