import pg from "pg";
import type { ReviewItem } from "../domain/reviews/review";
import { actorOfSignIn } from "../server/auth/actor-of-sign-in";
import { completeReview } from "../server/reviews/complete-review";
import { decideItems } from "../server/reviews/decide-items";
import { listItems } from "../server/reviews/list-items";
import { setOwners } from "../server/reviews/set-owners";
import { startReview } from "../server/reviews/start-review";
import { type Person, type PipelineRig, pipelineRig } from "./pipeline-rig";

interface DecideOptions {
  readonly verdict?: "keep" | "revoke";
  readonly by?: Person;
}

/** Reviews on the real store, with an admin who does what nobody else is named for. */
export interface ReviewRig extends PipelineRig {
  readonly ada: Person;
  fresh(word: string): string;
  start(kind: "group" | "connection", name: string, by?: Person): Promise<string>;
  items(id: string, by?: Person): Promise<readonly ReviewItem[]>;
  decide(id: string, person: Person, options?: DecideOptions): Promise<unknown>;
  complete(id: string, by?: Person): ReturnType<typeof completeReview>;
  groupsOf(person: Person): Promise<readonly string[]>;
  ownedBy(group: string, ...owners: Person[]): Promise<unknown>;
  /** What nobody may: the guards of the tables are taken away first. */
  asSuperuser(sql: string): Promise<void>;
}

export async function reviewRig(): Promise<ReviewRig> {
  const rig = await pipelineRig();
  const { deps } = rig;
  const ada = await rig.person("admin");
  let count = 0;
  const items = async (id: string, by = ada) =>
    (await listItems(deps, by.actor, { id, shown: "all", limit: 200 })).items;
  return {
    ...{ ...rig, ada, items },
    fresh(word) {
      count += 1;
      return `${word}-${count}`;
    },
    async start(kind, name, by = ada) {
      return (await startReview(deps, by, { kind, name, periodDays: 90 })).id;
    },
    async decide(id, person, { verdict = "revoke", by = ada } = {}) {
      const item = (await items(id)).find(({ userId }) => userId === person.actor.userId);
      const { number = 0, version = 0 } = item ?? {};
      return await decideItems(deps, by, {
        ...{ id, items: [{ number, version }], verdict, reason: "changed teams" },
      });
    },
    complete: (id, by = ada) => completeReview(deps, by, id),
    async groupsOf({ actor }) {
      return (await actorOfSignIn(deps, actor.signInId))?.groups ?? [];
    },
    ownedBy: (group, ...owners) =>
      setOwners(deps, ada, { group, emails: owners.map(({ actor }) => actor.email) }),
    async asSuperuser(sql) {
      const client = new pg.Client(rig.storeUrl);
      await client.connect();
      try {
        await client.query(`SET session_replication_role = replica; ${sql}`);
      } finally {
        await client.end();
      }
    },
  };
}

/** The code of a refusal and its words; `nothing` when it was done. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "nothing";
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return `${String(error.code)} ${error.message}`;
  }
}

export async function refusalCode(work: Promise<unknown>): Promise<string> {
  return (await refusal(work)).split(" ", 1)[0] ?? "";
}
