import { formatBytes, formatCount } from "@/ui/bytes";
import { formatDuration } from "@/ui/duration";
import { Field } from "@/ui/field";
import { Panel } from "@/ui/page";
import { UnitInput } from "@/ui/unit-input";
import type { FormPart } from "./connection-form";

const bytesInWords = (megabytes: number) => formatBytes(megabytes * 1024 * 1024);
const timeInWords = (seconds: number) => formatDuration(seconds * 1000);

/** The number as people say it, so that a zero too many is seen. */
function inWords(typed: string, say: (value: number) => string): string | undefined {
  const value = Number(typed);
  return typed.trim() !== "" && Number.isFinite(value) && value > 0 ? say(value) : undefined;
}

export function LimitFields({ draft, objections, change }: FormPart) {
  return (
    <Panel
      title="Limits of a session"
      description="Reaching one ends the statement, and it is said which."
    >
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label="Rows" help={inWords(draft.rows, formatCount)} error={objections.rows}>
          <UnitInput
            name="rows"
            unit="rows"
            value={draft.rows}
            onChange={(event) => change({ rows: event.target.value })}
          />
        </Field>
        <Field
          label="Size of the results"
          help={inWords(draft.megabytes, bytesInWords)}
          error={objections.megabytes}
        >
          <UnitInput
            name="megabytes"
            unit="MB"
            value={draft.megabytes}
            onChange={(event) => change({ megabytes: event.target.value })}
          />
        </Field>
        <Field label="Time" help={inWords(draft.seconds, timeInWords)} error={objections.seconds}>
          <UnitInput
            name="seconds"
            unit="seconds"
            value={draft.seconds}
            onChange={(event) => change({ seconds: event.target.value })}
          />
        </Field>
      </div>
    </Panel>
  );
}
