import { NodeWebSocket } from "socket.io-client";

/**
 * WebSocket asks a client to scramble what it sends, so that no cache between the two can be made to
 * take a payload for HTTP. Where nothing can lie between (loopback) or read along (TLS), that work is
 * left out by the all-zero key, which both ends understand as "not scrambled": on a large result it
 * is as much as masking itself.
 */
export function transportFor(gateway: URL): typeof NodeWebSocket {
  return gateway.protocol === "https:" || isLoopback(gateway.hostname)
    ? UnscrambledWebSocket
    : NodeWebSocket;
}

class UnscrambledWebSocket extends NodeWebSocket {
  override createSocket(
    uri: string,
    protocols: string | string[] | undefined,
    options: Record<string, unknown>,
  ): ReturnType<NodeWebSocket["createSocket"]> {
    const generateMask = (key: Uint8Array) => key.fill(0);
    return super.createSocket(uri, protocols, { ...options, generateMask });
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
