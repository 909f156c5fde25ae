import { Pencil } from "lucide-react";
import { api } from "@/server/api/caller";
import { Badge } from "@/ui/badge";
import { ButtonLink } from "@/ui/button";
import { Note } from "@/ui/note";
import { Page, Panel } from "@/ui/page";
import { ask } from "../../../ask";
import { Calls } from "../../../calls";
import { onlyFor } from "../../../only-for";
import { ruleHref } from "../../places";
import { RuleKindBadge } from "../kind-badge";
import { RuleSwitch } from "../rule-switch";
import { DeleteRule } from "./delete-rule";
import { type RuleParams, readId } from "./read-id";
import { RuleFacts } from "./rule-facts";

export async function generateMetadata({ params }: { readonly params: RuleParams }) {
  const { accessRules } = await api();
  return { title: (await ask(accessRules.get({ id: await readId(params) }))).name };
}

export default async function RulePage({ params }: { readonly params: RuleParams }) {
  const me = await onlyFor("rules:see");
  const { accessRules } = await api();
  const rule = await ask(accessRules.get({ id: await readId(params) }));
  const { id, name, kind, enabled, sentence, faults, description } = rule;
  const mayManage = me.permissions.includes("rules:manage");

  return (
    <Page
      title={name}
      back={{ href: "/access-rules", label: "Access rules" }}
      description={
        <div className="mt-1 flex flex-wrap items-center gap-2 text-sm">
          <RuleKindBadge kind={kind} />
          {enabled ? <Badge tone="ok">In force</Badge> : <Badge>Switched off</Badge>}
        </div>
      }
      actions={
        mayManage && (
          <>
            <Calls>
              <RuleSwitch rule={rule} />
              <DeleteRule id={id} name={name} />
            </Calls>
            <ButtonLink href={`${ruleHref(id)}/edit`} icon={Pencil} variant="primary">
              Edit
            </ButtonLink>
          </>
        )
      }
    >
      <div className="space-y-4">
        {faults.length > 0 && (
          <Note tone="warn">Nobody can satisfy it as people are now: {faults.join(" ")}</Note>
        )}
        <Panel>
          <p className="break-words">{sentence}</p>
          {description !== "" && (
            <p className="mt-2 text-sm break-words whitespace-pre-wrap text-muted">{description}</p>
          )}
        </Panel>
        <RuleFacts rule={rule} />
      </div>
    </Page>
  );
}
