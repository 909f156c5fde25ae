import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { mayReview } from "@/domain/reviews/decide-review";
import type { ReviewSubject, SubjectKind } from "@/domain/reviews/review";
import type { ConnectionRecord } from "../connections/connection-record";
import { getConnection } from "../connections/get-connection";
import type { Deps } from "../deps";
import { findGroup } from "./access/store";
import { reviewerOf } from "./reviewer";

/** What a review is to be about; the connection with its rules when it is one. */
export type FoundSubject =
  | { readonly kind: "group"; readonly subject: ReviewSubject }
  | {
      readonly kind: "connection";
      readonly subject: ReviewSubject;
      readonly connection: ConnectionRecord;
    };

/** Refuses what does not exist and what this person may not review alike. */
export async function findSubject(
  deps: Deps,
  actor: Actor,
  { kind, name }: { readonly kind: SubjectKind; readonly name: string },
): Promise<FoundSubject> {
  const found =
    kind === "group" ? await groupNamed(deps, name) : await connectionNamed(deps, actor, name);
  const reviewer = await reviewerOf(deps.db.read, actor);
  if (found === null || !mayReview(reviewer, found.subject)) {
    throw new Refusal("ACCESS.NOT_FOUND", `There is no ${kind} ${name} for you to review.`);
  }
  return found;
}

async function groupNamed(deps: Deps, name: string): Promise<FoundSubject | null> {
  const group = await findGroup(deps.db.read, name);
  return group && { kind: "group", subject: { kind: "group", ...group } };
}

async function connectionNamed(
  deps: Deps,
  actor: Actor,
  name: string,
): Promise<FoundSubject | null> {
  const seen = await connectionSeenBy(deps, actor, name);
  if (seen === null) return null;
  const subject = { kind: "connection", id: seen.id, name: seen.name } as const;
  return { kind: "connection", subject, connection: seen };
}

async function connectionSeenBy(
  deps: Deps,
  actor: Actor,
  name: string,
): Promise<ConnectionRecord | null> {
  try {
    return (await getConnection(deps, actor, name)).connection;
  } catch (error) {
    if (error instanceof Refusal && error.code === "ACCESS.NOT_FOUND") return null;
    throw error;
  }
}
