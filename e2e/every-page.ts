/**
 * The roles, and two strangers: one without a cookie, whom the proxy file turns away, and one whom it
 * lets pass, with a made-up cookie and a header of the framework's own: pages must ask for themselves.
 */
export const ROLES = ["admin", "member", "auditor", "approver", "nobody", "forger"] as const;
export type Role = (typeof ROLES)[number];
const PEOPLE: readonly Role[] = ["admin", "member", "auditor", "approver"];
const EVIDENCE: readonly Role[] = ["admin", "auditor"];
const SEERS: readonly Role[] = ["admin", "member", "auditor"];

/** One page: who gets it. Everybody else is told that there is no such page, or sent to sign in. */
export interface Visit {
  readonly path: (places: Places) => string;
  readonly for: readonly Role[];
}

/** The names and numbers in the addresses: `places.ts` makes what they stand for. */
export interface Places {
  readonly connection: string;
  readonly session: string;
  readonly user: string;
  readonly group: string;
  readonly review: string;
  readonly rule: string;
  readonly guardrail: string;
  readonly masking: string;
  readonly probe: string;
  readonly request: string;
  readonly event: string;
  readonly integration: string;
}

/** Every page there is. A page without a line here fails the first test below. */
export const PAGES: Readonly<Record<string, Visit>> = {
  "/": { path: () => "/", for: PEOPLE },
  "/access-control": { path: () => "/access-control", for: EVIDENCE },
  "/access-requests": { path: () => "/access-requests", for: PEOPLE },
  "/access-requests/[id]": { path: ({ request }) => `/access-requests/${request}`, for: EVIDENCE },
  "/access-reviews": { path: () => "/access-reviews", for: EVIDENCE },
  "/access-reviews/[id]": { path: ({ review }) => `/access-reviews/${review}`, for: EVIDENCE },
  "/access-rules": { path: () => "/access-rules", for: EVIDENCE },
  "/access-rules/[id]": { path: ({ rule }) => `/access-rules/${rule}`, for: EVIDENCE },
  "/access-rules/[id]/edit": { path: ({ rule }) => `/access-rules/${rule}/edit`, for: ["admin"] },
  "/access-rules/new": { path: () => "/access-rules/new", for: ["admin"] },
  "/account": { path: () => "/account", for: PEOPLE },
  "/agents": { path: () => "/agents", for: EVIDENCE },
  "/api-keys": { path: () => "/api-keys", for: SEERS },
  "/audit": { path: () => "/audit", for: EVIDENCE },
  "/audit/[id]": { path: ({ event }) => `/audit/${event}`, for: EVIDENCE },
  "/connections": { path: () => "/connections", for: SEERS },
  "/connections/[name]": {
    path: ({ connection }) => `/connections/${connection}`,
    for: SEERS,
  },
  "/connections/[name]/access": {
    path: ({ connection }) => `/connections/${connection}/access`,
    for: EVIDENCE,
  },
  "/connections/[name]/additional": {
    path: ({ connection }) => `/connections/${connection}/additional`,
    for: EVIDENCE,
  },
  "/connections/[name]/edit": {
    path: ({ connection }) => `/connections/${connection}/edit`,
    for: ["admin"],
  },
  "/connections/new": { path: () => "/connections/new", for: ["admin"] },
  "/editor": {
    path: ({ connection }) => `/editor?connection=${connection}`,
    for: ["admin", "member"],
  },
  "/groups": { path: () => "/groups", for: EVIDENCE },
  "/groups/[id]": { path: ({ group }) => `/groups/${group}`, for: EVIDENCE },
  "/guardrails": { path: () => "/guardrails", for: EVIDENCE },
  "/guardrails/[id]": { path: ({ guardrail }) => `/guardrails/${guardrail}`, for: EVIDENCE },
  "/guardrails/[id]/edit": {
    path: ({ guardrail }) => `/guardrails/${guardrail}/edit`,
    for: ["admin"],
  },
  "/guardrails/new": { path: () => "/guardrails/new", for: ["admin"] },
  "/guardrails/workbench": { path: () => "/guardrails/workbench", for: ["admin"] },
  "/integrations": { path: () => "/integrations", for: EVIDENCE },
  "/integrations/[id]": {
    path: ({ integration }) => `/integrations/${integration}`,
    for: EVIDENCE,
  },
  "/integrations/[id]/edit": {
    path: ({ integration }) => `/integrations/${integration}/edit`,
    for: ["admin"],
  },
  "/integrations/new/[kind]": { path: () => "/integrations/new/webhook", for: ["admin"] },
  "/invite": { path: () => "/invite?token=x", for: ROLES },
  "/link-chat": { path: () => "/link-chat?token=x", for: PEOPLE },
  "/masking": { path: () => "/masking", for: EVIDENCE },
  "/masking/[id]": { path: ({ masking }) => `/masking/${masking}`, for: EVIDENCE },
  "/masking/[id]/edit": { path: ({ masking }) => `/masking/${masking}/edit`, for: ["admin"] },
  "/masking/new": { path: () => "/masking/new", for: ["admin"] },
  "/masking/probe": { path: () => "/masking/probe", for: EVIDENCE },
  "/masking/probe/[id]": { path: ({ probe }) => `/masking/probe/${probe}`, for: EVIDENCE },
  "/sessions": { path: () => "/sessions", for: SEERS },
  "/sessions/[id]": { path: ({ session }) => `/sessions/${session}`, for: EVIDENCE },
  "/settings": { path: () => "/settings", for: EVIDENCE },
  "/settings/sign-in": { path: () => "/settings/sign-in", for: EVIDENCE },
  "/setup": { path: () => "/setup?token=x", for: ROLES },
  "/sign-in": { path: () => "/sign-in", for: ROLES },
  "/users": { path: () => "/users", for: EVIDENCE },
  "/users/[id]": { path: ({ user }) => `/users/${user}`, for: EVIDENCE },
  "/why": { path: () => "/why", for: SEERS },
};
