import type { ServerOptions } from "socket.io";
import { oneFrameParser } from "@/protocol/one-frame-parser";
import { LINK_LIMITS } from "@/protocol/version";

/** Options of the one Socket.IO server: agents and browsers share them. */
export const socketOptions: Partial<ServerOptions> = {
  path: "/socket.io",
  serveClient: false,
  transports: ["websocket"],
  parser: oneFrameParser,
  perMessageDeflate: false,
  httpCompression: false,
  maxHttpBufferSize: LINK_LIMITS.messageBytesMax,
  pingInterval: LINK_LIMITS.heartbeatMs,
  pingTimeout: LINK_LIMITS.heartbeatTimeoutMs,
};
