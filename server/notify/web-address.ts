const THIS_MACHINE = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Where secrets may be sent: over TLS, or to this machine itself. */
export function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || (protocol === "http:" && THIS_MACHINE.has(hostname));
}
