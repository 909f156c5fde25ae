import { describe, expect, it } from "vitest";
import type { MaskKind } from "../masking-rule";
import { findSpans } from "../scan-spec";

function found(text: string, kind: MaskKind): readonly string[] {
  const bytes = Buffer.from(text);
  return findSpans(bytes, [kind]).map(({ start, end }) => bytes.toString("utf8", start, end));
}

describe("what words tell is found behind them", () => {
  it.each([
    ["birthdate", "born 12.03.1980", "12.03.1980"],
    ["birthdate", "Date of birth: 12/3/80, Berlin", "12/3/80"],
    ["birthdate", '{"birth_date": "1980-03-12T00:00:00Z"}', "1980-03-12"],
    ["birthdate", "<birthDate>1980-03-12</birthDate>", "1980-03-12"],
    ["birthdate", "Geboren am 12.3.1980.", "12.3.1980"],
    ["birthdate", "Née le 12/03/1980", "12/03/1980"],
    ["birthdate", "né(e) le 12-03-1980", "12-03-1980"],
    ["birthdate", "DOB=03/28/1980;", "03/28/1980"],
    ["bic", "BIC/SWIFT: DEUTDEFF500", "DEUTDEFF500"],
    ["bic", "swift_code=DEUTDEFF", "DEUTDEFF"],
    ["bsn", "BSN-nummer: 111222333", "111222333"],
    ["bsn", "burgerservicenummer 1112.22.333", "1112.22.333"],
    ["nhs", "NHS number 9434765919", "9434765919"],
    ["passport", "passport no. C01X00T47", "C01X00T47"],
    ["passport", "Passeport n° 12AB34567", "12AB34567"],
    ["licence", "driver's licence number: S530-4601-2345", "S530-4601-2345"],
    ["licence", "driver_license=D1234567", "D1234567"],
    ["licence", "Führerschein Nr. B072RRE2I55", "B072RRE2I55"],
  ] as const)("as %s in %s", (kind, text, value) => {
    expect(found(text, kind)).toEqual([value]);
    expect(found(`x ${text}`, kind)).toEqual([value]);
  });
});

describe("nothing is found", () => {
  it.each([
    ["birthdate", "12.03.1980"],
    ["birthdate", "born\n12.03.1980"],
    ["birthdate", "stubborn 12.03.1980"],
    ["birthdate", "shipped 12.03.1980"],
    ["birthdate", "born 32.03.1980"],
    ["birthdate", "born 13/13/1980"],
    ["birthdate", "born 12.03.1580"],
    ["birthdate", "born 12.03-1980"],
    ["birthdate", "born 12.03.1980.5"],
    ["birthdate", "born in Rome, a small town, 12.03.1980"],
    ["bic", "DEUTDEFF"],
    ["bic", "BIC DEUTDEFF5"],
    ["bic", "BIC deutdeff"],
    ["bsn", "111222333"],
    ["bsn", "BSN 111222334"],
    ["bsn", "BSN 000000000"],
    ["bsn", "order 111222333"],
    ["nhs", "9434765919"],
    ["nhs", "NHS number 9434765918"],
    ["passport", "passport ABCDEFGH"],
    ["passport", "passport 123456"],
    ["passport", "passport 12345678901"],
    ["passport", "passport ABCDEF1234"],
    ["licence", "license ABC-1234-5678"],
    ["licence", "driver 53510405"],
    ["licence", "driver's licence MIT-202"],
  ] as const)("as %s in %s", (kind, text) => {
    expect(found(text, kind)).toEqual([]);
  });
});
