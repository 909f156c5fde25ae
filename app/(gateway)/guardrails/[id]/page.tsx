import { Pencil } from "lucide-react";
import { api } from "@/server/api/caller";
import type { Outputs } from "@/server/api/root";
import { Badge } from "@/ui/badge";
import { ButtonLink } from "@/ui/button";
import { CodeBlock } from "@/ui/code-block";
import { Fact, Facts } from "@/ui/facts";
import { Link } from "@/ui/link";
import { Page, Panel } from "@/ui/page";
import { Time } from "@/ui/time";
import { ask } from "../../../ask";
import { Calls } from "../../../calls";
import { onlyFor } from "../../../only-for";
import { type RuleParams, readId } from "../../access-rules/[id]/read-id";
import { guardrailHref, sessionsMetHref } from "../../places";
import { ActionBadge, OutcomeBadge } from "../action-badge";
import { GuardrailSwitch } from "../guardrail-switch";
import { DeleteGuardrail } from "./delete-guardrail";

type Guardrail = Outputs["guardrails"]["get"];

export async function generateMetadata({ params }: { readonly params: RuleParams }) {
  const { guardrails } = await api();
  return { title: (await ask(guardrails.get({ id: await readId(params) }))).name };
}

export default async function GuardrailPage({ params }: { readonly params: RuleParams }) {
  const me = await onlyFor("guardrails:see");
  const { guardrails } = await api();
  const guardrail = await ask(guardrails.get({ id: await readId(params) }));
  const { id, name, action, enabled } = guardrail;

  return (
    <Page
      title={name}
      back={{ href: "/guardrails", label: "Guardrails" }}
      description={
        <div className="mt-1 flex flex-wrap items-center gap-2 text-sm">
          <ActionBadge action={action} />
          {enabled ? <Badge tone="ok">In force</Badge> : <Badge>Switched off</Badge>}
        </div>
      }
      actions={
        me.permissions.includes("guardrails:manage") && (
          <>
            <Calls>
              <GuardrailSwitch guardrail={guardrail} />
              <DeleteGuardrail id={id} name={name} />
            </Calls>
            <ButtonLink href={`${guardrailHref(id)}/edit`} icon={Pencil} variant="primary">
              Edit
            </ButtonLink>
          </>
        )
      }
    >
      <GuardrailParts guardrail={guardrail} />
    </Page>
  );
}

function GuardrailParts({ guardrail }: { readonly guardrail: Guardrail }) {
  const { sentence, description, message, where, priority, criteria, examples } = guardrail;
  return (
    <div className="space-y-4">
      <Panel>
        <p className="break-words">{sentence}</p>
        {description !== "" && (
          <p className="mt-2 text-sm break-words whitespace-pre-wrap text-muted">{description}</p>
        )}
      </Panel>
      <Panel>
        <Facts>
          <Fact name="Message">{message === "" ? "None" : message}</Fact>
          <Fact name="Where">{where}</Fact>
          <Fact name="Place in the order">{priority}</Fact>
          <Fact name="Criteria">
            <ul>
              {guardrail.criteriaInWords.map((words) => (
                <li key={words}>
                  A {guardrail.isAboutResults ? "result" : "statement"} that {words}
                </li>
              ))}
            </ul>
          </Fact>
          <Fact name="Sessions">
            <Link href={sessionsMetHref(guardrail.name)} className="text-accent hover:underline">
              that it met
            </Link>
          </Fact>
          <Fact name="Changed">
            <Time at={guardrail.updatedAt} />
          </Fact>
        </Facts>
      </Panel>
      {examples.length > 0 && (
        <Panel title="Examples" description="Run whenever it is saved.">
          <ul className="space-y-2">
            {examples.map(({ statement, expected }) => (
              <li key={`${expected} ${statement}`} className="flex flex-wrap items-start gap-2">
                <OutcomeBadge outcome={expected} />
                <code className="min-w-0 font-mono text-xs break-all whitespace-pre-wrap">
                  {statement}
                </code>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <CodeBlock title="Criteria as JSON" code={JSON.stringify(criteria, null, 2)} />
    </div>
  );
}
