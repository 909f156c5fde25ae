import { existsSync } from "node:fs";
import { socketUrl } from "./embedded-postgres";
import { findPostgresFolder, ROOT_ROLE, STORE_ROLE } from "./postgres-folder";
import { STORE_DATABASE } from "./prepare-cluster";

export interface ReachedCluster {
  readonly socketFolder: string;
  rootUrl(database: string): string;
  /** Where the gateway itself connects. */
  readonly storeUrl: string;
}

/** The embedded cluster of a data folder that somebody else supervises; null when there is none. */
export function reachCluster(data: string): ReachedCluster | null {
  const folder = findPostgresFolder(data);
  if (folder === null || !existsSync(folder.socketFolder)) return null;
  const { socketFolder, passwords } = folder;
  const store = { role: STORE_ROLE, password: passwords.store, database: STORE_DATABASE };
  return {
    socketFolder,
    storeUrl: socketUrl({ socketFolder, ...store }),
    rootUrl: (database) =>
      socketUrl({ socketFolder, role: ROOT_ROLE, password: passwords.root, database }),
  };
}
