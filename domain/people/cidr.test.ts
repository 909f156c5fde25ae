import { BlockList } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdsAddress, readCidr } from "./cidr";

function read(text: string): string {
  const answer = readCidr(text);
  return answer.kind === "block"
    ? `/${answer.block.prefix} of ${answer.block.bits}`
    : answer.because;
}
function holds(block: string, address: string): boolean {
  const answer = readCidr(block);
  return answer.kind === "block" && holdsAddress(answer.block, address);
}

describe("a block of addresses", () => {
  it("is written as network and prefix, or as one address", () => {
    expect(read("10.0.0.0/8")).toBe("/8 of 32");
    expect(read(" 192.0.2.7 ")).toBe("/32 of 32");
    expect(read("2001:db8::/32")).toBe("/32 of 128");
    expect(read("2001:DB8::1")).toBe("/128 of 128");
    expect(read("0.0.0.0/0")).toBe("/0 of 32");
    expect(read("::/0")).toBe("/0 of 128");
  });

  it("is refused when its address has bits beyond the prefix: one of the two is a typo", () => {
    expect(read("10.0.0.5/8")).toBe("bits-beyond-prefix");
    expect(read("2001:db8::1/64")).toBe("bits-beyond-prefix");
  });

  it.each([
    ...["", "/8", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/08", "10.0.0.0/-1", "10.0.0/8"],
    ...["010.0.0.0/8", "256.0.0.1", "1.2.3.4.5", "0x0a.0.0.0", "10.0.0.0/8/8", "localhost"],
    ...[":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "12345::"],
    ...["1.2.3.4::", "::1.2.3", "fe80::1%eth0", "10.0.0.0/8 evil", "10.0.0.0/8\n0.0.0.0/0"],
  ])("is not %j", (text) => expect(read(text)).toBe("not-an-address"));

  it("holds what lies in it and nothing else", () => {
    expect(holds("10.1.0.0/16", "10.1.255.255")).toBe(true);
    expect(holds("10.1.0.0/16", "10.2.0.0")).toBe(false);
    expect(holds("2001:db8::/32", "2001:db8:ffff::1")).toBe(true);
    expect(holds("2001:db8::/32", "2001:db9::")).toBe(false);
  });

  it("knows an IPv4 address that came over an IPv6 socket", () => {
    expect(holds("10.0.0.0/8", "::ffff:10.1.2.3")).toBe(true);
    expect(holds("::ffff:10.1.2.3", "10.1.2.3")).toBe(true);
    expect(holds("::/0", "10.1.2.3")).toBe(false);
  });

  it("holds nothing that is no address", () => {
    for (const odd of ["", "x", "10.0.0", "::g"]) expect(holds("0.0.0.0/0", odd)).toBe(false);
  });

  it("answers as the runtime's own list of blocks does", () => {
    const four = fc.ipV4();
    const six = fc.ipV6().filter((address) => !/^(0{0,4}:)*:?(0{0,4}:)*ffff:/i.test(address));
    const check = (family: "ipv4" | "ipv6") => (one: string, two: string, prefix: number) => {
      const bits = family === "ipv4" ? 32 : 128;
      const length = prefix % (bits + 1);
      const list = new BlockList();
      list.addSubnet(one, length, family);
      const whole = readCidr(one);
      if (whole.kind !== "block") throw new Error(`${one} is an address`);
      const rest = BigInt(bits - length);
      const network = (whole.block.network >> rest) << rest;
      const block = { ...whole.block, network, prefix: length };
      for (const address of [one, two]) {
        expect(holdsAddress(block, address)).toBe(list.check(address, family));
      }
    };
    fc.assert(fc.property(four, four, fc.nat(32), check("ipv4")), { numRuns: 300 });
    fc.assert(fc.property(six, six, fc.nat(128), check("ipv6")), { numRuns: 300 });
  });

  it("is read from any text without an exception", () =>
    fc.assert(fc.property(fc.string(), (text) => void readCidr(text))));
});
