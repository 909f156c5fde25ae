"use client";
import { useState } from "react";
import { KIND_WORDS } from "@/domain/masking/describe-masking-rule";
import { KIND_EXAMPLES } from "@/domain/masking/kind-examples";
import type { MaskKind } from "@/domain/masking/masking-rule";
import { replacementsOf } from "@/domain/masking/replacements/replacement";
import type { Switch } from "@/domain/masking/written-rule";
import { Checkbox, Field, Select } from "@/ui/field";
import { Note } from "@/ui/note";
import { Panel } from "@/ui/page";
import { SearchBox } from "@/ui/search-box";
import { type KindsSought, kindsSaidOf, kindsShown } from "./kinds-shown";
import { withDetector, withReplacement } from "./masking-draft";
import type { MaskingPart } from "./masking-fields";
import { HOW } from "./replacement-words";

const SAID = [
  { value: "unsaid", label: "Says nothing" },
  { value: "on", label: "On" },
  { value: "off", label: "Off" },
] as const;

/** Rows of one grid: the kind beside its two answers, or above them where there is no room. */
const ROW =
  "grid grid-cols-2 items-center gap-x-3 gap-y-1.5 sm:grid-cols-[minmax(0,1fr)_8.5rem_8.5rem]";

const EVERYTHING: KindsSought = { text: "", only: null };

/** What the rule says kind by kind: whether it is looked for, and what stands in its place. */
export function KindFields({ draft, change }: MaskingPart) {
  const [sought, setSought] = useState(EVERYTHING);
  const groups = kindsShown(draft, sought);
  const hows = [
    ...Object.values(draft.replacements),
    ...draft.kinds.map(({ value }) => value.replacement),
  ];
  return (
    <Panel
      title="Kinds"
      description="Off is off only where no other rule says on. What stands in place of a kind the first rule decides that names it; of what no rule speaks, what is on out of the box stays on and a placeholder stands, as [EMAIL]."
    >
      <div className="space-y-4">
        <Field
          label="Built-in columns"
          help="Columns that are named like personal data, masked whole."
        >
          <Select
            choices={SAID}
            value={draft.builtInColumns ?? "unsaid"}
            onChange={({ target }) => change({ builtInColumns: switchOf(target.value) })}
            className="sm:w-60"
          />
        </Field>
        <KindsSearch
          sought={sought}
          onChange={setSought}
          only={() => new Set(kindsSaidOf(draft))}
        />
        <div>
          <div aria-hidden className={`${ROW} max-sm:hidden pb-1 text-xs text-muted`}>
            <span>Kind, and what is found</span>
            <span>Detector</span>
            <span>In its place</span>
          </div>
          {groups.map(({ title, kinds }) => (
            <section key={title} aria-label={title}>
              <h3 className="border-b border-line pt-3 pb-1 text-sm font-semibold">{title}</h3>
              <ul>
                {kinds.map((kind) => (
                  <KindRow key={kind} kind={kind} draft={draft} change={change} />
                ))}
              </ul>
            </section>
          ))}
          <p role="status" className="text-sm text-muted">
            {groups.length === 0 && "No kind is like that."}
          </p>
        </div>
        {hows.some((how) => how === "hash" || how === "fake") && (
          <Note tone="warn">
            Equal values have equal hashes, and made-up values too: whoever may run a statement of
            their own can have a guessed value masked and compare.
          </Note>
        )}
      </div>
    </Panel>
  );
}

interface KindsSearchProps {
  readonly sought: KindsSought;
  readonly onChange: (sought: KindsSought) => void;
  readonly only: () => ReadonlySet<MaskKind>;
}

function KindsSearch({ sought, onChange, only }: KindsSearchProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps Enter from sending the form around it.
    <div
      className="flex flex-wrap items-center gap-x-4 gap-y-2"
      onKeyDown={(event) => {
        if (event.key === "Enter") event.preventDefault();
      }}
    >
      <SearchBox
        label="Search kinds"
        value={sought.text}
        onChange={(text) => onChange({ ...sought, text })}
      />
      <Checkbox
        label="Only what this rule says"
        checked={sought.only !== null}
        onChange={({ target }) => onChange({ ...sought, only: target.checked ? only() : null })}
      />
    </div>
  );
}

interface KindRowProps extends Pick<MaskingPart, "draft" | "change"> {
  readonly kind: MaskKind;
}

function KindRow({ kind, draft, change }: KindRowProps) {
  const { detectors, replacements } = draft;
  const words = KIND_WORDS[kind];
  const offered = replacementsOf(kind);
  const hows = [
    { value: "unsaid", label: "Says nothing" },
    ...offered.map((value) => ({ value, label: HOW[value] })),
  ];
  return (
    <li className={`${ROW} border-b border-line-soft py-2 last:border-b-0`}>
      <div className="min-w-0 max-sm:col-span-2">
        <p className="text-sm break-words">{words.charAt(0).toUpperCase() + words.slice(1)}</p>
        <p
          className="truncate font-mono text-xs text-muted"
          title={`For example: ${KIND_EXAMPLES[kind].text}`}
        >
          {KIND_EXAMPLES[kind].text}
        </p>
      </div>
      <div>
        <PhoneLabel>Detector</PhoneLabel>
        <Select
          aria-label={`Detector of ${words}`}
          choices={SAID}
          value={detectors[kind] ?? "unsaid"}
          onChange={({ target }) =>
            change({ detectors: withDetector(detectors, kind, switchOf(target.value)) })
          }
        />
      </div>
      <div>
        <PhoneLabel>In its place</PhoneLabel>
        <Select
          aria-label={`In place of ${words}`}
          choices={hows}
          value={replacements[kind] ?? "unsaid"}
          onChange={({ target }) => {
            const how = offered.find((one) => one === target.value) ?? null;
            change({ replacements: withReplacement(replacements, kind, how) });
          }}
        />
      </div>
    </li>
  );
}

/** What the head of the table says where there is one. */
function PhoneLabel({ children }: { readonly children: string }) {
  return (
    <span aria-hidden className="mb-0.5 block text-xs text-muted sm:hidden">
      {children}
    </span>
  );
}

function switchOf(value: string): Switch | null {
  return value === "on" || value === "off" ? value : null;
}
