import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { accessRouter } from "../access/router";
import { accountRouter } from "../account/router";
import { agentsRouter } from "../agents/router";
import { apiKeysRouter } from "../api-keys/router";
import { auditRouter } from "../audit/router";
import { connectionsRouter } from "../connections/router";
import { demoRouter } from "../demo/router";
import { groupsRouter } from "../groups/router";
import { guardrailsRouter } from "../guardrails/router";
import { integrationsRouter } from "../integrations/router";
import { maskingRouter } from "../masking/router";
import { paletteRouter } from "../palette/router";
import { peopleRouter } from "../people/router";
import { previewsRouter } from "../previews/router";
import { probesRouter } from "../probes/router";
import { requestsRouter } from "../requests/router";
import { reviewsRouter } from "../reviews/router";
import { accessRulesRouter } from "../rules/router";
import { sessionsRouter } from "../sessions/router";
import { settingsRouter } from "../settings/router";
import { setupRouter } from "../setup/router";
import { usersRouter } from "../users/router";
import { router } from "./trpc";

/** Everything that can be asked of the gateway. Pages, the CLI and scripts all come through here. */
export const appRouter = router({
  access: accessRouter,
  accessRules: accessRulesRouter,
  account: accountRouter,
  agents: agentsRouter,
  audit: auditRouter,
  apiKeys: apiKeysRouter,
  connections: connectionsRouter,
  demo: demoRouter,
  groups: groupsRouter,
  guardrails: guardrailsRouter,
  masking: maskingRouter,
  integrations: integrationsRouter,
  palette: paletteRouter,
  people: peopleRouter,
  previews: previewsRouter,
  probes: probesRouter,
  requests: requestsRouter,
  reviews: reviewsRouter,
  sessions: sessionsRouter,
  settings: settingsRouter,
  setup: setupRouter,
  users: usersRouter,
});

export type AppRouter = typeof appRouter;
export type Outputs = inferRouterOutputs<AppRouter>;
export type Inputs = inferRouterInputs<AppRouter>;
