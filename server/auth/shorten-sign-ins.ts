import type { Tx } from "../db/db";
import { saveShorterLifetime } from "./store";

/** Whoever is signed in for longer than this is signed out within a second, by the job that ends sign-ins. */
export async function shortenSignIns(tx: Tx, lifetimeSeconds: number): Promise<void> {
  await saveShorterLifetime(tx, lifetimeSeconds);
}
