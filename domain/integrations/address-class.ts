import { invariant } from "../invariant";
import { type Cidr, holdsAddress, readCidr } from "../people/cidr";

/** Where an address leads, as far as it matters to whom the gateway may be sent by a settings page. */
export type AddressClass =
  | "public"
  | "loopback"
  | "private"
  | "link-local"
  | "metadata"
  | "multicast"
  | "unspecified"
  | "reserved"
  | "not-an-address";

/**
 * First match counts. An IPv4 address inside an IPv6 one (`::ffff:10.0.0.1`) is read as the IPv4 address;
 * the forms that a translator would turn into IPv4 lead anywhere, so all of them are reserved.
 */
const CLASSES: readonly (readonly [AddressClass, readonly string[]])[] = [
  ["metadata", ["169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16"]],
  ["metadata", ["192.0.0.192", "fd00:ec2::254", "fd20:ce::254", "fe80::a9fe:a9fe"]],
  ["unspecified", ["0.0.0.0/8", "::"]],
  ["loopback", ["127.0.0.0/8", "::1"]],
  ["private", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"]],
  ["private", ["fc00::/7", "fec0::/10"]],
  ["link-local", ["169.254.0.0/16", "fe80::/10"]],
  ["multicast", ["224.0.0.0/4", "ff00::/8"]],
  ["reserved", ["192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15"]],
  ["reserved", ["198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4"]],
  ["reserved", ["::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23"]],
  ["reserved", ["2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16"]],
];

const BLOCKS: readonly (readonly [AddressClass, Cidr])[] = CLASSES.flatMap(([name, blocks]) =>
  blocks.map((text) => [name, blockOf(text)] as const),
);
const READABLE = [blockOf("0.0.0.0/0"), blockOf("::/0")];

function blockOf(text: string): Cidr {
  const read = readCidr(text);
  invariant(read.kind === "block", `${text} is no block of addresses`);
  return read.block;
}

export function classOfAddress(address: string): AddressClass {
  // A zone (`fe80::1%eth0`) says over which wire; where it leads, the address says.
  const [bare = ""] = address.split("%");
  if (!READABLE.some((all) => holdsAddress(all, bare))) return "not-an-address";
  return BLOCKS.find(([, block]) => holdsAddress(block, bare))?.[0] ?? "public";
}

/** In one's own network, and of use there. Nothing that is called ever lives at the other classes. */
const INSIDE: readonly AddressClass[] = ["loopback", "private", "link-local"];

/** Whether the gateway may be sent there. */
export function mayCall(address: string, allowPrivateAddresses: boolean): boolean {
  const found = classOfAddress(address);
  return found === "public" || (allowPrivateAddresses && INSIDE.includes(found));
}
