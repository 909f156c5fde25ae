import type { BuiltDeps } from "./build-deps";
import { seedDemo } from "./demo/seed-demo";
import { say } from "./say";
import { ensureSetupLink } from "./setup/ensure-setup-link";
import type { RunningGateway } from "./start-gateway";

/** What the person who started the gateway needs to know, in the order they need it. */
export async function welcome({ deps, store }: BuiltDeps, _gateway: RunningGateway): Promise<void> {
  if (store.notice !== null) say(store.notice);
  const setupLink = await ensureSetupLink(deps);
  if (setupLink !== null) say(`set-up link: ${setupLink}   (works once, for the first admin)`);
  const signIns = await seedDemo(deps, store);
  for (const { email, password } of signIns) say(`demo sign-in: ${email} ${password}`);
  say(`gatehouse ready ${deps.env.url}`);
}
