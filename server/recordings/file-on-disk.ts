import { close, fdatasync } from "node:fs";
import { promisify } from "node:util";

/** What a writer needs of an open file; also what Node's own file handles offer. */
export interface FileOnDisk {
  readonly fd: number;
  /** What was written is on the disk when it resolves. */
  datasync(): Promise<void>;
  close(): Promise<void>;
}

export function fileOnDisk(fd: number): FileOnDisk {
  return { fd, datasync: () => promisify(fdatasync)(fd), close: () => promisify(close)(fd) };
}
