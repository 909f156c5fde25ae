import { existsSync } from "node:fs";
import { socketUrl } from "./embedded-postgres";
import { findPostgresFolder, ROOT_ROLE } from "./postgres-folder";

export interface ReachedCluster {
  readonly socketFolder: string;
  rootUrl(database: string): string;
}

/** The embedded cluster of a data folder that somebody else supervises; null when there is none. */
export function reachCluster(data: string): ReachedCluster | null {
  const folder = findPostgresFolder(data);
  if (folder === null || !existsSync(folder.socketFolder)) return null;
  const { socketFolder, passwords } = folder;
  return {
    socketFolder,
    rootUrl: (database) =>
      socketUrl({ socketFolder, role: ROOT_ROLE, password: passwords.root, database }),
  };
}
