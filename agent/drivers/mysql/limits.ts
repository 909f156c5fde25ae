import { LINK_LIMITS } from "@/protocol/version";

/** Every bound of the MySQL driver but those of the session (rows, bytes, seconds). */
export const MYSQL_LIMITS = {
  connectMsMax: 10_000,
  /** All that a server may say until it is ready for the first statement. */
  handshakeBytesMax: 1024 * 1024,
  /** A message of any kind, a row included. */
  messageBytesMax: LINK_LIMITS.rowBytesMax,
  /** Of an error or a warning; servers end theirs at 512. */
  textBytesMax: 2_048,
  /** Of all descriptions of the columns of one result. */
  columnsBytesMax: 1024 * 1024,
  columnsMax: LINK_LIMITS.columnsMax,
  noticesMax: LINK_LIMITS.noticesMax,
  /** Warnings that are asked for behind one statement. */
  noticesOfStatementMax: 64,
  resultsMax: 10_000,
  /** Bytes read from the socket and not yet taken by the session; beyond, the socket is paused. */
  queueBytesMax: 256 * 1024,
  /** How long a cancelled statement may take to stop before its connection is cut. */
  stopMsMax: 4_000,
  cancelAgainMs: 500,
  cancelMsMax: 2_000,
  goodbyeMsMax: 500,
} as const;
