import { describe, expect, it } from "vitest";
import { findSpans } from "../scan-spec";

function found(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return findSpans(bytes, ["pem"]).map(({ start, end }) => bytes.toString("utf8", start, end));
}

function block(label: string, lineEnd = "\n"): string {
  const body = ["MIIEvQIBADANBgkqhkiG9w0BAQEFAASC", "BKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj=="];
  return [`-----BEGIN ${label}-----`, ...body, `-----END ${label}-----`].join(lineEnd);
}

describe("a private key is found", () => {
  it.each([
    "PRIVATE KEY",
    "RSA PRIVATE KEY",
    "EC PRIVATE KEY",
    "OPENSSH PRIVATE KEY",
    "ENCRYPTED PRIVATE KEY",
    "PGP PRIVATE KEY BLOCK",
  ])("whole: %s", (label) => {
    for (const key of [
      block(label),
      block(label, "\r\n"),
      block(label, "\\n"),
      block(label, " "),
    ]) {
      expect(found(key)).toEqual([key]);
      expect(found(`key=${key}\nand then prose`)).toEqual([key]);
      expect(found(`${key}${key}`)).toEqual([key, key]);
    }
  });

  it("with the headers of an encrypted one", () => {
    const key = block("RSA PRIVATE KEY").replace(
      "MII",
      "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0123456789ABCDEF\n\nMII",
    );
    expect(found(key)).toEqual([key]);
  });

  it("as far as it goes, when its end is cut off", () => {
    const cut = block("PRIVATE KEY").slice(0, 60);
    expect(found(`${cut}`)).toEqual([cut]);
    expect(found(`{"key":"${cut}"}`)).toEqual([cut]);
  });
});

describe("no private key is found", () => {
  it.each([
    ["a certificate", block("CERTIFICATE")],
    ["a public key", block("PUBLIC KEY")],
    ["an end alone", "-----END PRIVATE KEY-----"],
    ["a rule of dashes", "--------------------"],
    ["a label without its dashes", "-----BEGIN PRIVATE KEY"],
    ["small letters", "-----begin private key-----"],
    ["a NUL in the label", "-----BEGIN PRIVATE\0KEY-----"],
  ])("%s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});
