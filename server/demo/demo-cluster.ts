/** The embedded PostgreSQL that the demo's target lives in. */
export interface DemoCluster {
  /** Folder of its Unix socket: the host of the demo connection. */
  readonly socketFolder: string;
  /** Address of the cluster's superuser. */
  rootUrl(database: string): string;
}

export const SHOP_DATABASE = "shop";
export const SHOP_ROLE = "demo_shop";
/** A clean address needs a port, and a Unix socket's file name has one. */
export const SOCKET_PORT = 5432;
