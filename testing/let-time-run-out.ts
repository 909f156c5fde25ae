import pg from "pg";
import { STORE_DATABASE } from "../server/db/prepare-cluster";
import { reachCluster } from "../server/db/reach-cluster";

/**
 * As if the time of a request, named by the end of its address, had run out just now: the instant is in
 * its row, in the embedded store of a gateway that runs.
 */
export async function letTimeRunOut(data: string, address: string): Promise<void> {
  const connectionString = reachCluster(data)?.rootUrl(STORE_DATABASE) ?? "";
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const id = address.split("/").at(-1);
    const { rowCount } = await client.query(
      `UPDATE access_request SET "expiresAt" = now() WHERE id = $1`,
      [id],
    );
    if (rowCount !== 1) throw new Error(`there is no request ${id}`);
  } finally {
    await client.end();
  }
}
