import { describe, expect, it } from "vitest";
import { csvLine } from "./csv";

describe("a line of CSV", () => {
  it("separates cells by commas and ends as the standard says", () =>
    expect(csvLine(["a", "", "b"])).toBe("a,,b\r\n"));

  it("quotes what would break it", () =>
    expect(csvLine(['say "hi"', "a,b", "two\nlines", "cr\rhere"])).toBe(
      '"say ""hi""","a,b","two\nlines","cr\rhere"\r\n',
    ));

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])("keeps %s from becoming a formula", (cell) =>
    expect(csvLine([cell])).toBe(`'${cell}\r\n`),
  );

  it("keeps a formula behind a carriage return from becoming one", () =>
    expect(csvLine(["\r=1"])).toBe('"\'\r=1"\r\n'));

  it("leaves what only contains such a sign", () =>
    expect(csvLine(["a=b", "x@corp.test"])).toBe("a=b,x@corp.test\r\n"));
});
