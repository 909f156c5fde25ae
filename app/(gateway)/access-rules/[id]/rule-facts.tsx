import { timeInWords } from "@/domain/requests/words";
import type { Outputs } from "@/server/api/root";
import { Badge } from "@/ui/badge";
import { Fact, Facts } from "@/ui/facts";
import { Link } from "@/ui/link";
import { Panel } from "@/ui/page";
import { Time } from "@/ui/time";
import { additionalHref, connectionHref } from "../../places";

type Rule = Outputs["accessRules"]["get"];

const COMMANDS = {
  all: "All",
  writes: "Only writes",
  schema: "Only schema changes",
  guardrail: "Only what a guardrail sends to be approved",
} as const;

/** Everything that is set, one by one. */
export function RuleFacts({ rule }: { readonly rule: Rule }) {
  return (
    <Panel>
      <Facts>
        <Fact name="Connections">
          <Scope rule={rule} />
        </Fact>
        <Fact name="Commands">{COMMANDS[rule.commands]}</Fact>
        <Fact name="Need approval">
          <Needs needs={rule.needs} />
        </Fact>
        <Fact name="Can approve">
          <Names names={rule.approverGroups} nothing="Nobody" />
        </Fact>
        <Fact name="How many">{approvalsInWords(rule.approvals)}</Fact>
        <Fact name="Request timeout">{timeInWords(rule.timeoutSeconds)}</Fact>
        {rule.kind === "jit" && (
          <Fact name="Longest window">{timeInWords(rule.durationSecondsMax)}</Fact>
        )}
        <Fact name="Reason">{rule.reasonRequired ? "Required" : "Not required"}</Fact>
        <Fact name="Break glass">
          <Names names={rule.breakGlassGroups} nothing="Nobody may act at once" />
        </Fact>
        <Fact name="Told through">
          <Names names={rule.tells} nothing="Whatever is told of every request" />
        </Fact>
        <Fact name="Admins’ own requests">
          {rule.adminsApproveThemselves ? "Approve themselves" : "Need an approval too"}
        </Fact>
        <Fact name="Approvers’ own requests">
          {rule.selfApproval ? "They may approve them" : "Somebody else approves them"}
        </Fact>
        <Fact name="Changed">
          <Time at={rule.updatedAt} />
        </Fact>
      </Facts>
    </Panel>
  );
}

function Scope({ rule: { scope, ownConnection } }: { readonly rule: Rule }) {
  if (ownConnection !== null) {
    return (
      <Link href={additionalHref(ownConnection)} className="text-accent hover:underline">
        Of its own tab: {ownConnection}
      </Link>
    );
  }
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {scope.connections.map((name) => (
        <Link
          key={name}
          href={connectionHref(name)}
          className="font-mono text-xs text-accent hover:underline"
        >
          {name}
        </Link>
      ))}
      {scope.tags.map((tag) => (
        <Badge key={tag}>{tag}</Badge>
      ))}
    </span>
  );
}

function Needs({ needs }: { readonly needs: Rule["needs"] }) {
  if (needs.kind === "all") return "Everyone";
  return (
    <span className="flex flex-wrap items-center gap-1">
      {needs.kind === "all-but" && "Everyone but"}
      <Names names={needs.groups} nothing="nobody" />
    </span>
  );
}

interface NamesProps {
  readonly names: readonly string[];
  readonly nothing: string;
}

function Names({ names, nothing }: NamesProps) {
  if (names.length === 0) return <span className="text-muted">{nothing}</span>;
  return (
    <span className="flex flex-wrap items-center gap-1">
      {names.map((name) => (
        <Badge key={name} tone="accent">
          {name}
        </Badge>
      ))}
    </span>
  );
}

function approvalsInWords(approvals: Rule["approvals"]): string {
  if (approvals.kind === "any") return "One of any group";
  return approvals.kind === "each" ? "One of each group" : `${approvals.count} in total`;
}
