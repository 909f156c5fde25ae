import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classOfAddress, mayCall } from "./address-class";

const four = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
const words = fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 });
const hex = (word: number) => word.toString(16);

describe("the class of an address", () => {
  it.each([
    ["8.8.8.8", "public"],
    ["2606:4700::1111", "public"],
    ["127.0.0.1", "loopback"],
    ["127.255.0.9", "loopback"],
    ["::1", "loopback"],
    ["10.1.2.3", "private"],
    ["172.31.255.255", "private"],
    ["172.32.0.0", "public"],
    ["192.168.0.1", "private"],
    ["100.64.0.1", "private"],
    ["fd12::1", "private"],
    ["169.254.1.1", "link-local"],
    ["fe80::1", "link-local"],
    ["fe80::1%eth0", "link-local"],
    ["169.254.169.254", "metadata"],
    ["100.100.100.200", "metadata"],
    ["168.63.129.16", "metadata"],
    ["fd00:ec2::254", "metadata"],
    ["224.0.0.1", "multicast"],
    ["ff02::1", "multicast"],
    ["0.0.0.0", "unspecified"],
    ["0.1.2.3", "unspecified"],
    ["::", "unspecified"],
    ["255.255.255.255", "reserved"],
    ["192.0.2.1", "reserved"],
    ["64:ff9b::7f00:1", "reserved"],
    ["2002:7f00:1::", "reserved"],
    ["::127.0.0.1", "reserved"],
    ["localhost", "not-an-address"],
    ["2130706433", "not-an-address"],
    ["0x7f.0.0.1", "not-an-address"],
    ["", "not-an-address"],
  ])("of %s is %s", (address, expected) => {
    expect(classOfAddress(address)).toBe(expected);
  });

  it("of an IPv4 address is the same written inside an IPv6 one, dotted or in hex", () => {
    fc.assert(
      fc.property(four, ([a, b, c, d]) => {
        const dotted = `${a}.${b}.${c}.${d}`;
        const expected = classOfAddress(dotted);
        const mapped = `::ffff:${hex(a * 256 + b)}:${hex(c * 256 + d)}`;
        return (
          classOfAddress(`::ffff:${dotted}`) === expected && classOfAddress(mapped) === expected
        );
      }),
    );
  });

  it("holds for everything in one's own blocks", () => {
    const inside = [[10], [127], [192, 168], [169, 254], [172, 16]];
    fc.assert(
      fc.property(four, fc.constantFrom(...inside), (bytes, head) => {
        const address = [...head, ...bytes.slice(head.length)].join(".");
        return !mayCall(address, false);
      }),
    );
  });

  it("is found for every IPv6 address, and translated ones lead nowhere", () => {
    fc.assert(
      fc.property(words, fc.constantFrom([0x64, 0xff9b, 0, 0, 0, 0], [0x2002]), (all, head) => {
        const any = all.map(hex).join(":");
        const translated = [...head, ...all.slice(head.length)].map(hex).join(":");
        return classOfAddress(any) !== "not-an-address" && !mayCall(translated, true);
      }),
    );
  });
});

describe("where the gateway may be sent", () => {
  it("is the public network, and one's own only when an admin says so", () => {
    expect([mayCall("8.8.8.8", false), mayCall("8.8.8.8", true)]).toEqual([true, true]);
    const own = ["127.0.0.1", "10.0.0.1", "169.254.3.3", "::1", "fd12::1", "::ffff:10.0.0.1"];
    expect(own.map((address) => mayCall(address, false))).toEqual(own.map(() => false));
    expect(own.map((address) => mayCall(address, true))).toEqual(own.map(() => true));
  });
  it("is never the metadata of a cloud, a group, nowhere, or what is no address", () => {
    const never = ["169.254.169.254", "::ffff:169.254.169.254", "224.0.0.1", "0.0.0.0", "::", "x"];
    expect(never.map((address) => mayCall(address, true))).toEqual(never.map(() => false));
  });
});
