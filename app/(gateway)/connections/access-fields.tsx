import { KINDS } from "@/domain/connections/kinds";
import { Checkbox, Field, FieldGroup } from "@/ui/field";
import { Note } from "@/ui/note";
import { Panel } from "@/ui/page";
import { Picker } from "@/ui/picker";
import type { FormPart } from "./connection-form";
import { MODE_WORDS, MODES_SHOWN } from "./modes";

interface AccessFieldsProps extends FormPart {
  readonly groups: readonly string[];
}

const PREVIEW_HELP =
  "Who decides a request may see what its command would do: it runs in a transaction that is always rolled back, and holds its locks for up to 15 s.";

export function AccessFields({ draft, objections, change, groups }: AccessFieldsProps) {
  const { title, capabilities } = KINDS[draft.kind];
  const canPreview = capabilities.has("preview");
  return (
    <Panel title="Access" description="For everyone who is not listed, it does not exist.">
      <div className="space-y-4">
        <Field label="Groups that may use it" error={objections.accessGroups}>
          <Picker
            value={draft.accessGroups}
            onChange={(accessGroups) => change({ accessGroups })}
            choices={groups}
            nothing={groups.length > 0 ? "No group is called that." : "There is no group yet."}
            placeholder="Type or pick a group"
          />
        </Field>
        {draft.accessGroups.length === 0 && <Note>Nobody but admins can use it now.</Note>}
        <FieldGroup legend="Ways in" error={objections.modes}>
          <div className="space-y-2">
            {MODES_SHOWN.map((mode) => (
              <Checkbox
                key={mode}
                label={MODE_WORDS[mode].name}
                help={MODE_WORDS[mode].help}
                checked={draft.modes.includes(mode)}
                onChange={(event) => {
                  const others = draft.modes.filter((other) => other !== mode);
                  change({ modes: event.target.checked ? [...others, mode] : others });
                }}
              />
            ))}
          </div>
        </FieldGroup>
        <FieldGroup legend="Writing">
          <Checkbox
            label="Read-only"
            help="Every session is opened read-only in the database itself; writes are refused."
            checked={draft.readOnly}
            onChange={(event) => change({ readOnly: event.target.checked })}
          />
          <Checkbox
            label="Effect preview"
            help={canPreview ? PREVIEW_HELP : `Connections to ${title} have none.`}
            checked={draft.previewAllowed && !draft.readOnly}
            disabled={draft.readOnly || !canPreview}
            onChange={(event) => change({ previewAllowed: event.target.checked })}
          />
        </FieldGroup>
      </div>
    </Panel>
  );
}
