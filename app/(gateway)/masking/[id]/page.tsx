import { Pencil } from "lucide-react";
import { nameOfKind } from "@/domain/masking/custom/custom-kind";
import { KIND_WORDS } from "@/domain/masking/describe-masking-rule";
import { MASK_KINDS } from "@/domain/masking/masking-rule";
import type { Replacement } from "@/domain/masking/replacements/replacement";
import { counted } from "@/domain/requests/words";
import { api } from "@/server/api/caller";
import type { Outputs } from "@/server/api/root";
import { Badge } from "@/ui/badge";
import { ButtonLink } from "@/ui/button";
import { Fact, Facts } from "@/ui/facts";
import { Page, Panel } from "@/ui/page";
import { Time } from "@/ui/time";
import { ask } from "../../../ask";
import { Calls } from "../../../calls";
import { onlyFor } from "../../../only-for";
import { type RuleParams, readId } from "../../access-rules/[id]/read-id";
import { maskingHref } from "../../places";
import { COMPARISON_WORDS } from "../comparison-words";
import { MaskingSwitch } from "../masking-switch";
import { DeleteMaskingRule } from "./delete-masking-rule";
import { LastProbes } from "./last-probes";
import { UsesOfToday } from "./uses-of-today";

type Rule = Outputs["masking"]["get"];

export async function generateMetadata({ params }: { readonly params: RuleParams }) {
  const { masking } = await api();
  return { title: (await ask(masking.get({ id: await readId(params) }))).name };
}

export default async function MaskingRulePage({ params }: { readonly params: RuleParams }) {
  const me = await onlyFor("masking:see");
  const { masking, probes } = await api();
  const rule = await ask(masking.get({ id: await readId(params) }));
  const { rows: probed } = await ask(probes.ofRule({ id: rule.id }));
  const { id, name, enabled } = rule;
  const mayManage = me.permissions.includes("masking:manage");
  const isCounted = mayManage && rule.comparisons === "count";
  const uses = isCounted ? await ask(masking.uses({ id })) : null;

  return (
    <Page
      title={name}
      back={{ href: "/masking", label: "Masking" }}
      description={
        <div className="mt-1 text-sm">
          {enabled ? <Badge tone="ok">In force</Badge> : <Badge>Switched off</Badge>}
        </div>
      }
      actions={
        mayManage && (
          <>
            <Calls>
              <MaskingSwitch rule={rule} />
              <DeleteMaskingRule id={id} name={name} />
            </Calls>
            <ButtonLink href={`${maskingHref(id)}/edit`} icon={Pencil} variant="primary">
              Edit
            </ButtonLink>
          </>
        )
      }
    >
      <div className="space-y-4">
        <MaskingParts rule={rule} />
        {uses !== null && <UsesOfToday {...uses} />}
        <LastProbes rows={probed} />
      </div>
    </Page>
  );
}

function MaskingParts({ rule }: { readonly rule: Rule }) {
  const { sentence, description, where, priority, columns, exemptGroups } = rule;
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
          <Fact name="Where">{where}</Fact>
          <Fact name="Place in the order">{priority}</Fact>
          <Fact name="Columns">
            {columns.length === 0 ? "None" : <ColumnList columns={columns} />}
          </Fact>
          <Fact name="Comparisons of them">
            {COMPARISON_WORDS[rule.comparisons]}
            {rule.comparisonsPerDay !== null &&
              `: ${counted(rule.comparisonsPerDay, "command")} of each person a day`}
          </Fact>
          <Fact name="Looks for">{detectorsThat(rule, "on")}</Fact>
          <Fact name="Does not look for">{detectorsThat(rule, "off")}</Fact>
          <Fact name="In their place">{replacementsIn(rule)}</Fact>
          <Fact name="Kinds of its own">{kindsOf(rule)}</Fact>
          <Fact name="Examples">
            {rule.examples.length === 0 ? "None" : counted(rule.examples.length, "example")}
          </Fact>
          <Fact name="Built-in columns">{BUILT_IN[rule.builtInColumns ?? "unsaid"]}</Fact>
          <Fact name="Exempt groups">
            {exemptGroups.length === 0 ? "None" : exemptGroups.join(", ")}
          </Fact>
          <Fact name="Changed">
            <Time at={rule.updatedAt} />
          </Fact>
        </Facts>
      </Panel>
    </div>
  );
}

const BUILT_IN = { on: "Masked", off: "Not masked", unsaid: "Nothing said" } as const;

function ColumnList({ columns }: Pick<Rule, "columns">) {
  return (
    <ul className="font-mono text-xs">
      {columns.map(({ schema, table, column, kind }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column may stand there twice; none ever moves.
        <li key={index} className="break-all">
          {schema}.{table}.{column} as {nameOfKind(kind)}
        </li>
      ))}
    </ul>
  );
}

function kindsOf({ kinds }: Rule) {
  if (kinds.length === 0) return "None";
  return (
    <ul className="space-y-1">
      {kinds.map(({ name, patterns, words, context, replacement }) => (
        <li key={name} className="break-words">
          <Badge tone="mask">{name.toUpperCase()}</Badge> {HOW[replacement]}
          {patterns.length > 0 && (
            <span className="block font-mono text-xs break-all">{patterns.join("  ")}</span>
          )}
          {words.length > 0 && (
            <span className="block text-xs text-muted">{counted(words.length, "word")}</span>
          )}
          {context.length > 0 && (
            <span className="block text-xs text-muted">Only behind {context.join(", ")}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function detectorsThat({ detectors }: Rule, said: "on" | "off"): string {
  const kinds = MASK_KINDS.filter((kind) => detectors[kind] === said);
  return kinds.length === 0 ? "Nothing said" : kinds.map((kind) => KIND_WORDS[kind]).join(", ");
}

const HOW: Readonly<Record<Replacement, string>> = {
  ...{ redact: "a placeholder", partial: "a part", hash: "a hash" },
  ...{ fake: "made up", null: "NULL" },
};

function replacementsIn({ replacements }: Rule): string {
  const said = MASK_KINDS.flatMap((kind) => {
    const how = replacements[kind];
    return how === undefined ? [] : [`${KIND_WORDS[kind]}: ${HOW[how]}`];
  });
  return said.length === 0 ? "Nothing said" : said.join("; ");
}
