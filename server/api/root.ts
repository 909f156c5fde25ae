import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { accountRouter } from "../account/router";
import { agentsRouter } from "../agents/router";
import { connectionsRouter } from "../connections/router";
import { demoRouter } from "../demo/router";
import { peopleRouter } from "../people/router";
import { reviewsRouter } from "../reviews/router";
import { sessionsRouter } from "../sessions/router";
import { setupRouter } from "../setup/router";
import { router } from "./trpc";

/** Everything that can be asked of the gateway. Pages, the CLI and scripts all come through here. */
export const appRouter = router({
  account: accountRouter,
  agents: agentsRouter,
  connections: connectionsRouter,
  demo: demoRouter,
  people: peopleRouter,
  reviews: reviewsRouter,
  sessions: sessionsRouter,
  setup: setupRouter,
});

export type AppRouter = typeof appRouter;
export type Outputs = inferRouterOutputs<AppRouter>;
export type Inputs = inferRouterInputs<AppRouter>;
