import { TRPCError } from "@trpc/server";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Actor } from "@/domain/people/user";
import { isRefusal, type PublicRefusal, publicRefusal } from "@/domain/refusal";
import { actorFromCookie } from "../auth/actor-from-cookie";
import { describeOrigin, originOf } from "../auth/origin";
import { currentDeps } from "../deps";
import { appRouter } from "./root";
import { createCallerFactory, refusalOf } from "./trpc";

const createCaller = createCallerFactory(appRouter);

/** Set by proxy.ts for the page that is being drawn: where to come back to after signing in. */
const PATH_HEADER = "x-gatehouse-path";

/**
 * The API for server components, in process and as the person whose request this is. A call that is
 * refused throws; `refusalFrom` turns what was thrown into what a page shows.
 */
export async function api() {
  const deps = currentDeps();
  const given = await headers();
  const actor = await actorFromCookie(deps, given.get("cookie") ?? undefined);
  return createCaller({ deps, actor, origin: describeOrigin(originOf(given)) });
}

/** Who looks at this page; nobody is sent to the sign-in page and back here afterwards. */
export async function pageActor(): Promise<Actor> {
  const given = await headers();
  const actor = await actorFromCookie(currentDeps(), given.get("cookie") ?? undefined);
  if (actor !== null) return actor;
  const back = given.get(PATH_HEADER) ?? "/";
  return redirect(`/sign-in?callbackUrl=${encodeURIComponent(back)}`);
}

/** What a page shows of a failed call; null when it was no refusal and belongs to the error page. */
export function refusalFrom(error: unknown): PublicRefusal | null {
  if (isRefusal(error)) return publicRefusal(error.code, error.message, error.facts);
  if (!(error instanceof TRPCError) || error.code === "INTERNAL_SERVER_ERROR") return null;
  return refusalOf(error);
}
