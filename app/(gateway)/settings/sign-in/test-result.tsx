import type { Outputs } from "@/server/api/root";
import { Badge } from "@/ui/badge";
import { CodeBlock } from "@/ui/code-block";
import { Fact, Facts } from "@/ui/facts";
import { Note } from "@/ui/note";
import { Panel } from "@/ui/page";
import { judge, type SignInDraft } from "./draft";

export type TestResult = Outputs["settings"]["signInTest"];

interface TestResultProps {
  readonly outcome: TestResult["outcome"];
  /** As typed by now: the judgement follows while the mapping is changed. */
  readonly draft: SignInDraft;
}

/** What the provider said, and what the settings as typed would make of it. */
export function TestResultPanel({ outcome, draft }: TestResultProps) {
  if (outcome.kind === "waiting") {
    return <Note>The test was begun and not finished. Begin it again.</Note>;
  }
  if (outcome.kind === "failed") {
    return <Note tone="warn">The test did not succeed. {outcome.because}</Note>;
  }
  const { claims, localGroups } = outcome;
  const { hasClaim, groups, dropped, role } = judge(draft, outcome);
  const claim = draft.groupsClaim.trim();
  return (
    <Panel
      title="Result of the test"
      description="Nobody was signed in by it. It follows what you type, until you leave this page."
    >
      <div className="space-y-4">
        <Facts>
          <Fact name="Subject">
            <span className="font-mono text-xs break-all">{String(claims["sub"])}</span>
          </Fact>
          <Fact name="Groups">
            {!hasClaim && (
              <span className="text-warn">
                There is no claim {claim}: this person would have no group of the provider.
              </span>
            )}
            {hasClaim && groups.length === 0 && (
              <span className="text-warn">The claim {claim} holds no group.</span>
            )}
            <span className="flex flex-wrap gap-1">
              {groups.map((group) => (
                <Badge key={group}>{group}</Badge>
              ))}
            </span>
            {dropped > 0 && <span className="text-muted">{dropped} could not be taken over.</span>}
          </Fact>
          {localGroups.length > 0 && (
            <Fact name="Given by admins">
              <span className="flex flex-wrap gap-1">
                {localGroups.map((group) => (
                  <Badge key={group}>{group}</Badge>
                ))}
              </span>
            </Fact>
          )}
          <Fact name="Role">
            <strong className="capitalize">{role}</strong>{" "}
            <span className="text-muted">by the mapping as typed above</span>
          </Fact>
        </Facts>
        <CodeBlock
          title="Claims"
          code={JSON.stringify(claims, null, 2)}
          copyLabel="Copy the claims"
        />
      </div>
    </Panel>
  );
}
