import { Field, Input, Textarea } from "@/ui/field";
import { Panel } from "@/ui/page";
import { TagInput } from "@/ui/tag-input";
import { objectionToTag } from "./connection-draft";
import type { FormPart } from "./connection-form";

export function NameFields({ draft, objections, change, isNew }: FormPart & { isNew: boolean }) {
  return (
    <Panel title="Name and purpose">
      <div className="space-y-4">
        {isNew && (
          <Field
            label="Name"
            help="What people type, as in prod-db. It cannot be changed later."
            error={objections.name}
          >
            <Input
              name="name"
              value={draft.name}
              onChange={(event) => change({ name: event.target.value })}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={64}
              placeholder="prod-db"
              className="font-mono"
            />
          </Field>
        )}
        <Field label="Description" optional error={objections.description}>
          <Textarea
            name="description"
            rows={2}
            maxLength={500}
            value={draft.description}
            onChange={(event) => change({ description: event.target.value })}
            placeholder="What is in it, and who to ask."
            className="min-h-14"
          />
        </Field>
        <Field label="Tags" optional help="key=value, Enter after each." error={objections.tags}>
          <TagInput
            value={draft.tags}
            onChange={(tags) => change({ tags })}
            objectionTo={objectionToTag}
            placeholder="env=production"
          />
        </Field>
      </div>
    </Panel>
  );
}
