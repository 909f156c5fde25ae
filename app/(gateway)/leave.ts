/** Ends this sign-in and leaves with a full load, so that nothing of it stays in memory. */
export async function leave(): Promise<void> {
  const { signOut } = await import("next-auth/react");
  await signOut({ redirect: false });
  window.location.assign("/sign-in");
}
