import { Field } from "@/ui/field";
import { Panel } from "@/ui/page";
import { UnitInput } from "@/ui/unit-input";
import type { FormPart } from "./connection-form";

export function LimitFields({ draft, objections, change }: FormPart) {
  return (
    <Panel
      title="Limits of a session"
      description="Reaching one ends the statement, and it is said which."
    >
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label="Rows" error={objections.rows}>
          <UnitInput
            name="rows"
            unit="rows"
            value={draft.rows}
            onChange={(event) => change({ rows: event.target.value })}
          />
        </Field>
        <Field label="Size of the results" error={objections.megabytes}>
          <UnitInput
            name="megabytes"
            unit="MB"
            value={draft.megabytes}
            onChange={(event) => change({ megabytes: event.target.value })}
          />
        </Field>
        <Field label="Time" error={objections.seconds}>
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
