import { describe, expect, it } from "vitest";
import { findSpans } from "../scan-spec";

function found(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return findSpans(bytes, ["jwt"]).map(({ start, end }) => bytes.toString("utf8", start, end));
}

const HEADER = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
const SIGNED = `${HEADER}.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U`;
const ENCRYPTED = `${HEADER}.OKOawDo13gRp2ojaHV7LFpZcgV7T6DVZKTyKOMTYUmKoTCVJRgckCL9kiMT03JGe.48V1_ALb6US04U3b.5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6ji.XFBoMYUZodetZdvTiFvSkQ`;

describe("a token is found", () => {
  it.each([SIGNED, ENCRYPTED, `${HEADER}.eyJzdWIiOiIxIn0`])("whole: %s", (token) => {
    expect(found(token)).toEqual([token]);
    expect(found(`Authorization: Bearer ${token}`)).toEqual([token]);
    expect(found(`{"t":"${token}"}\\n${token},`)).toEqual([token, token]);
    expect(found(`session-${token}.`)).toEqual([token]);
  });
});

describe("no token is found", () => {
  it.each([
    ["a header alone", HEADER],
    ["a header and a dot", `${HEADER}.`],
    ["a header too short", "eyJhbGci.eyJz"],
    ["another beginning", `abc${SIGNED.slice(3, 60)}`.replace(".eyJ", ".abc")],
    ["a letter in front", `x${SIGNED.slice(0, 30)}`],
    ["a NUL behind the header", `${HEADER}\0.eyJz`],
  ])("%s: %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});
