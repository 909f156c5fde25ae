import { describe, expect, it } from "vitest";
import { findSpans } from "../scan-spec";

function found(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return findSpans(bytes, ["ip"]).map(({ start, end }) => bytes.toString("utf8", start, end));
}

describe("an IPv4 address is found", () => {
  it.each(["0.0.0.0", "10.0.0.1", "255.255.255.255", "192.168.001.001"])("whole: %s", (address) => {
    expect(found(address)).toEqual([address]);
    expect(found(`http://${address}:8080/x`)).toEqual([address]);
    expect(found(`from ${address}. Then`)).toEqual([address]);
    expect(found(`[${address}/24]`)).toEqual([address]);
    expect(found(`host-${address}-${address}`)).toEqual([address, address]);
  });

  it.each([
    "256.1.1.1",
    "1.2.3",
    "1.2.3.4.5",
    "v1.2.3.4",
    "1.2.3.4x",
    "1.2.3.1234",
    "1..2.3.4",
    "1.2.3.",
    "1,2.3.4",
    "1.2.3.4_",
  ])("but not in %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("an IPv6 address is found", () => {
  it.each([
    "::1",
    "1::",
    "fe80::1",
    "2001:db8::8a2e:370:7334",
    "2001:0DB8:0000:0000:0000:8A2E:0370:7334",
    "1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::",
    "::ffff:10.0.0.1",
    "1:2:3:4:5:6:10.0.0.1",
    "64:ff9b::10.0.0.1",
  ])("whole: %s", (address) => {
    expect(found(address)).toEqual([address]);
    expect(found(`[${address}]`)).toEqual([address]);
    expect(found(`from ${address}, port`)).toEqual([address]);
    if (!address.startsWith("::")) expect(found(`addr:${address} `)).toEqual([address]);
    expect(found(`${address}/64 ${address}%eth0`)).toEqual([address, address]);
  });

  it("with the colon of a sentence left out", () => {
    expect(found("client fe80::1: closed")).toEqual(["fe80::1"]);
  });

  it.each([
    ["a time", "10:11:12"],
    ["times", "10:11:12 13:14:15"],
    ["a hardware address", "aa:bb:cc:dd:ee:01"],
    ["code", "dead::beef std::string a::b"],
    ["a cast", "'2024-01-01'::date x::int4"],
    ["two compressions", "1::2::3"],
    ["three colons", "1:::2"],
    ["nine groups", "1:2:3:4:5:6:7:8:9"],
    ["seven groups", "1:2:3:4:5:6:7"],
    ["eight groups and a compression", "1:2:3:4::5:6:7:8"],
    ["five digits in a group", "fe80::12345"],
    ["a letter in front", "xfe80::1"],
    ["a letter behind", "fe80::1x"],
    ["nothing but colons", "::"],
  ])("but not in %s: %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});
