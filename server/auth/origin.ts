/** Where a request comes from, as the list of sign-ins and the audit trail show it. */
export interface RequestOrigin {
  readonly address: string;
  readonly userAgent: string;
}

interface HeaderReader {
  get(name: string): string | null | undefined;
}

/** Set by our own HTTP server from the socket; copies from outside are dropped there. */
const ADDRESS_HEADER = "x-gatehouse-address";

export function originOf(headers: HeaderReader): RequestOrigin {
  return {
    address: (headers.get(ADDRESS_HEADER) ?? "").slice(0, 64),
    userAgent: (headers.get("user-agent") ?? "").slice(0, 400),
  };
}

export function describeOrigin(origin: RequestOrigin): string {
  return `${origin.address} ${origin.userAgent}`.trim().slice(0, 200);
}
