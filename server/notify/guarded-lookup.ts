import { lookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { classOfAddress, mayCall } from "@/domain/integrations/address-class";

/** Answers every address of a name. */
export type Resolve = (
  hostname: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

export const resolveByDns: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true });

/** The gateway does not go there, whoever asks. */
export class AddressRefused extends Error {
  override readonly name = "AddressRefused";
}

/**
 * Why an address that stands in the URL itself may not be called; null when it may, or is a name. Node
 * asks no lookup for it.
 */
export function objectionToLiteral(hostname: string, allowPrivate: boolean): string | null {
  const bare = hostname.replace(/^\[|\]$/g, "");
  if (isIP(bare) === 0 || mayCall(bare, allowPrivate)) return null;
  return objection(bare, bare);
}

/**
 * The lookup of a connection: what is checked here is what the socket connects to, so a second answer of
 * the DNS cannot differ. One address that may not be called refuses the name: it would lead there too.
 */
export function guardedLookup(resolve: Resolve, allowPrivate: boolean): LookupFunction {
  return (hostname, options, answer) => {
    resolve(hostname).then(
      (all) => {
        const bad = all.find(({ address }) => !mayCall(address, allowPrivate));
        const [first] = all;
        if (bad !== undefined) {
          answer(new AddressRefused(objection(hostname, bad.address)), "", 0);
        } else if (first === undefined) {
          answer(new Error(`${hostname} has no address`), "", 0);
        } else if (options.all === true) {
          answer(null, [...all]);
        } else {
          answer(null, first.address, first.family);
        }
      },
      (error: NodeJS.ErrnoException) => answer(error, "", 0),
    );
  };
}

function objection(hostname: string, address: string): string {
  const where = hostname === address ? address : `${hostname} is ${address}, which`;
  const found = classOfAddress(address);
  return `${where} is ${found === "not-an-address" ? "no address" : `a ${found} address`}; it was not called.`;
}
