import { signOut } from "next-auth/react";

/** Ends this sign-in and leaves with a full load, so that nothing of it stays in memory. */
export async function leave(): Promise<void> {
  await signOut({ redirect: false });
  window.location.assign("/sign-in");
}
