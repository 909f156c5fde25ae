import type { Outputs } from "@/server/api/root";
import { Link } from "@/ui/link";
import { Panel } from "@/ui/page";
import { RuleKindBadge } from "../../../access-rules/kind-badge";
import { ruleHref } from "../../../places";

type Rules = Outputs["accessRules"]["ofConnection"];

/** The connection's own rule, for those who may not change it. */
export function OwnRule({ own }: Pick<Rules, "own">) {
  const words = own?.enabled === false ? "It is switched off." : own?.sentence;
  return (
    <Panel title="Access requests">
      <p className="text-sm break-words">{words ?? "It asks nobody for an approval of its own."}</p>
    </Panel>
  );
}

/** Rules over many connections that are in force here as well. */
export function OtherRules({ others }: Pick<Rules, "others">) {
  if (others.length === 0) return null;
  return (
    <Panel title="Also in force here" description="All of them must be met, with its own.">
      <ul className="space-y-3 text-sm">
        {others.map(({ id, name, kind, sentence }) => (
          <li key={id} className="min-w-0">
            <span className="flex flex-wrap items-center gap-2">
              <Link href={ruleHref(id)} className="font-medium text-accent hover:underline">
                {name}
              </Link>
              <RuleKindBadge kind={kind} />
            </span>
            <p className="mt-0.5 break-words text-muted">{sentence}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
