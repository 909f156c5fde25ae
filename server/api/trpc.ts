import { initTRPC, TRPCError } from "@trpc/server";
import superjson from "superjson";
import { ZodError } from "zod";
import type { Permission } from "@/domain/people/permission";
import type { Actor } from "@/domain/people/user";
import { isRefusal, type PublicRefusal, publicRefusal, Refusal } from "@/domain/refusal";
import { recordRefusal } from "../audit/record-refusal";
import type { Deps } from "../deps";
import { requirePermission } from "./require-permission";

/** What every procedure gets. `actor` is null only before the permission check. */
export interface ApiContext {
  readonly deps: Deps;
  readonly actor: Actor | null;
  /** Address and user agent, for the audit trail and the list of sign-ins. */
  readonly origin: string;
}

const CODES = {
  unauthenticated: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  "not-found": "NOT_FOUND",
  conflict: "CONFLICT",
  invalid: "BAD_REQUEST",
  "too-many": "TOO_MANY_REQUESTS",
  unavailable: "SERVICE_UNAVAILABLE",
} as const;

/** What the library itself says no to, in our words; all else that is no Refusal is a bug of ours. */
const LIBRARY_REFUSES: Partial<Record<TRPCError["code"], string>> = {
  PARSE_ERROR: "The request cannot be read.",
  NOT_FOUND: "There is nothing of that name here.",
  METHOD_NOT_SUPPORTED: "Queries are asked by GET and mutations by POST.",
  PAYLOAD_TOO_LARGE: "The request is too large.",
  UNSUPPORTED_MEDIA_TYPE: "The request must be JSON.",
};

const t = initTRPC
  .context<ApiContext>()
  .meta<{ permission: Permission | "anyone" }>()
  .create({
    transformer: superjson,
    isDev: false,
    /** Only a Refusal's own words reach a client; any other error's text is replaced (law 7's sibling). */
    errorFormatter({ shape, error }) {
      const refusal = refusalOf(error);
      return { ...shape, message: refusal.because, data: { ...shape.data, refusal } };
    },
  });

export function refusalOf(error: TRPCError): PublicRefusal {
  if (isRefusal(error.cause)) {
    return publicRefusal(error.cause.code, error.cause.message, error.cause.facts);
  }
  if (error.code === "BAD_REQUEST") return invalidInput(error.cause);
  const because = LIBRARY_REFUSES[error.code];
  if (because !== undefined) return publicRefusal("INPUT.INVALID", because);
  return publicRefusal("INTERNAL.BUG", "Something went wrong inside the gateway.");
}

/** Names the first field that is wrong and what is wrong with it, never what was in it. */
function invalidInput(cause: unknown): PublicRefusal {
  const issue = cause instanceof ZodError ? cause.issues[0] : undefined;
  if (issue === undefined) {
    return publicRefusal("INPUT.INVALID", "The request does not have the expected form.");
  }
  const field = issue.path.map(String).join(".").slice(0, 200);
  const because = field === "" ? issue.message : `${field}: ${issue.message}`;
  return publicRefusal("INPUT.INVALID", because.slice(0, 500), { field });
}

/** A refusal with the status that HTTP has for it. */
export function asTrpcError(cause: Refusal): TRPCError {
  const code = CODES[publicRefusal(cause.code, "").status];
  return new TRPCError({ code, message: cause.message, cause });
}

const translate = t.middleware(async ({ next, ctx, path }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (isRefusal(cause)) {
    const { deps, actor, origin } = ctx;
    if (actor !== null) await recordRefusal(deps, { actor, origin, refusal: cause, asked: path });
    throw asTrpcError(cause);
  }
  if (result.error.code === "INTERNAL_SERVER_ERROR")
    ctx.deps.log.error({ err: cause, path }, "bug");
  return result;
});

/** The only way to make a procedure: no route without a permission. */
export function procedureFor(permission: Permission) {
  return t.procedure
    .meta({ permission })
    .use(translate)
    .use(({ ctx, next }) => {
      const { actor } = ctx;
      if (actor === null) throw new Refusal("SIGNIN.REQUIRED", "You are not signed in.");
      requirePermission(actor, permission);
      return next({ ctx: { ...ctx, actor } });
    });
}

/** For the few procedures that exist before anyone is signed in: set-up and one-time links. */
export function procedureForAnyone() {
  return t.procedure.meta({ permission: "anyone" }).use(translate);
}

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;
