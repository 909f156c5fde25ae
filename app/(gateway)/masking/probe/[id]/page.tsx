import { api } from "@/server/api/caller";
import { ask } from "../../../../ask";
import { Calls } from "../../../../calls";
import { onlyFor } from "../../../../only-for";
import { type RuleParams, readId } from "../../../access-rules/[id]/read-id";
import { ProbePage } from "./probe-page";

export async function generateMetadata({ params }: { readonly params: RuleParams }) {
  const { probes } = await api();
  const { connection } = await ask(probes.get({ id: await readId(params) }));
  return { title: `Probe of ${connection}` };
}

export default async function OneProbePage({ params }: { readonly params: RuleParams }) {
  const me = await onlyFor("masking:see");
  const { probes } = await api();
  const probe = await ask(probes.get({ id: await readId(params) }));
  return (
    <Calls>
      <ProbePage initial={probe} mayManage={me.permissions.includes("masking:manage")} />
    </Calls>
  );
}
