import { describe, expect, it } from "vitest";
import type { MaskKind } from "../masking-rule";
import { findSpans } from "../scan-spec";

function found(text: string, kind: MaskKind): readonly string[] {
  const bytes = Buffer.from(text);
  return findSpans(bytes, [kind]).map(({ start, end }) => bytes.toString("utf8", start, end));
}

const NUMBERS: readonly (readonly [MaskKind, string])[] = [
  ["nir", "255081416802538"],
  ["nir", "2 55 08 14 168 025 38"],
  ["dni", "12345678Z"],
  ["dni", "12345678-Z"],
  ["dni", "X1234567L"],
  ["nino", "AB123456C"],
  ["nino", "AB 12 34 56 C"],
  ["codice", "RSSMRA85T10A562S"],
  ["cpf", "529.982.247-25"],
  ["cnpj", "11.222.333/0001-81"],
  ["aadhaar", "9999 4105 7058"],
  ["aadhaar", "9999-4105-7058"],
  ["sin", "130 692 544"],
  ["sin", "130-692-544"],
  ["nhs", "943 476 5919"],
  ["taxid", "86095742719"],
  ["taxid", "86 095 742 719"],
  ["ahv", "756.9217.0769.85"],
  ["vat", "ATU13585627"],
  ["vat", "AT U13585627"],
  ["vat", "BE 0403.019.261"],
  ["vat", "DE136695976"],
  ["vat", "ESA13585625"],
  ["vat", "ESX1234567L"],
  ["vat", "FR 40 303 265 045"],
  ["vat", "IT00743110157"],
  ["vat", "NL000099998B57"],
  ["vat", "PL8567346215"],
  ["personid", "11010519491231002X"],
  ["personid", "811218-9876"],
  ["personid", "19811218-9876"],
  ["personid", "640823-3234"],
  ["personid", "HEGG560427MVZRRL04"],
  ["mbi", "1EG4-TE5-MK73"],
  ["mbi", "1EG4TE5MK73"],
];

describe("a national number is found", () => {
  it.each(NUMBERS)("as %s: %s", (kind, number) => {
    expect(found(number, kind)).toEqual([number]);
    expect(found(`id:${number}, ${number}.`, kind)).toEqual([number, number]);
    expect(found(`{"id":"${number}"}\\n${number} is hers`, kind)).toEqual([number, number]);
  });
});

describe("no national number is found", () => {
  it.each(NUMBERS)("as a part of something longer, as %s: %s", (kind, number) => {
    for (const text of [`x${number}`, `${number}x`, `${number}\u00001`.replace("\0", "")]) {
      expect(found(text, kind)).toEqual([]);
    }
  });

  it.each(NUMBERS.filter(([kind]) => kind !== "nino" && kind !== "mbi"))(
    "with its last sign wrong, as %s: %s",
    (kind, number) => {
      const last = number.charCodeAt(number.length - 1);
      const next = last === 0x39 ? 0x30 : last === 0x5a ? 0x41 : last + 1;
      expect(found(number.slice(0, -1) + String.fromCharCode(next), kind)).toEqual([]);
    },
  );

  it.each([
    ["cpf", "111.111.111-11"],
    ["cpf", "52998224725"],
    ["dni", "12345678z"],
    ["nino", "GB123456A"],
    ["nino", "AB123456E"],
    ["nino", "QQ123456C"],
    ["codice", "RSSMRA85F10A562S"],
    ["nir", "355081416802538"],
    ["nir", "255131416802538"],
    ["aadhaar", "9999 4105 7058 1111"],
    ["aadhaar", "1111 9999 4105 7058"],
    ["aadhaar", "999941057058"],
    ["sin", "046 454 286"],
    ["sin", "130 692-544"],
    ["sin", "130 692 5441"],
    ["nhs", "9434765919"],
    ["nhs", "020 345 6783"],
    ["taxid", "12345678903"],
    ["taxid", "06095742719"],
    ["ahv", "7569217076985"],
    ["ahv", "757.9217.0769.82"],
    ["vat", "136695976"],
    ["vat", "de136695976"],
    ["vat", "DE  136695976"],
    ["vat", "FR136695976"],
    ["personid", "110105194913310020"],
    ["personid", "811318-9870"],
    ["personid", "811218 9876"],
    ["personid", "811218-98760"],
    ["personid", "HBGG560427MVZRRL08"],
    ["personid", "11010517491231002X"],
    ["mbi", "0EG4-TE5-MK73"],
    ["mbi", "1SG4-TE5-MK73"],
    ["mbi", "1EG4-TE5MK73"],
    ["mbi", "1eg4-te5-mk73"],
    ["mbi", "AEG4-TE5-MK73"],
  ] as const)("as %s in %s", (kind, text) => {
    expect(found(text, kind)).toEqual([]);
  });
});
