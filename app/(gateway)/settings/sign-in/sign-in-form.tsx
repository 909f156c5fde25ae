"use client";
import { useMutation } from "@tanstack/react-query";
import { FlaskConical } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { SIGN_IN_SETTING_LIMITS } from "@/domain/people/sign-in-settings";
import type { Outputs } from "@/server/api/root";
import { Button } from "@/ui/button";
import { Field, Input } from "@/ui/field";
import { Note } from "@/ui/note";
import { Panel } from "@/ui/page";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { UnitInput } from "@/ui/unit-input";
import { refusalOf, useTRPC } from "../../../calls";
import { changeOf, draftOf, type SignInDraft, testOf } from "./draft";
import { MappingFields } from "./mapping-fields";
import { type TestResult, TestResultPanel } from "./test-result";

interface SignInFormProps {
  readonly settings: Outputs["settings"]["signIn"];
  readonly mayManage: boolean;
  /** What a test brought back, with the draft it was begun with. */
  readonly test: TestResult | null;
}

export function SignInForm({ settings, mayManage, test }: SignInFormProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const saved = draftOf(settings);
  const [draft, setDraft] = useState<SignInDraft>(() => ({ ...saved, ...draftOfTest(test) }));
  const [objection, setObjection] = useState<string | null>(null);
  const isChanged = JSON.stringify(testOf(draft)) !== JSON.stringify(testOf(saved));
  const set = (part: Partial<SignInDraft>) => {
    setObjection(null);
    setDraft({ ...draft, ...part });
  };
  const save = useMutation(
    trpc.settings.saveSignIn.mutationOptions({
      onSuccess: () => {
        toast.ok("Saved. It applies to everybody at once.");
        router.refresh();
      },
    }),
  );
  const begin = useMutation(
    trpc.settings.beginSignInTest.mutationOptions({
      onSuccess: ({ url }) => window.location.assign(url),
    }),
  );
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    const change = changeOf(draft, settings.version);
    if (typeof change === "string") setObjection(change);
    else save.mutate(change);
  }
  const error = save.error ?? begin.error;
  const part = { draft, set, mayManage };
  return (
    <form onSubmit={onSubmit} className="space-y-4">
      <RolePart
        {...part}
        hasProvider={settings.provider !== null}
        isTesting={begin.isPending || begin.isSuccess}
        onTest={() => begin.mutate(testOf(draft))}
      />
      {test && <TestResultPanel outcome={test.outcome} draft={draft} />}
      <DurationPart {...part} />
      <Objection words={objection} error={error} />
      {test && isChanged && <Note>What you tested is not saved yet.</Note>}
      {mayManage && (
        <Button type="submit" variant="primary" busy={save.isPending}>
          Save
        </Button>
      )}
    </form>
  );
}

interface ObjectionProps {
  readonly words: string | null;
  readonly error: unknown;
}

function Objection({ words, error }: ObjectionProps) {
  if (words === null) return error ? <RefusalNote {...refusalOf(error)} /> : null;
  return (
    <p role="alert" className="text-sm text-bad">
      {words}
    </p>
  );
}

interface PartProps {
  readonly draft: SignInDraft;
  readonly set: (part: Partial<SignInDraft>) => void;
  readonly mayManage: boolean;
}

interface RolePartProps extends PartProps {
  readonly hasProvider: boolean;
  readonly isTesting: boolean;
  readonly onTest: () => void;
}

function RolePart({ draft, set, mayManage, hasProvider, isTesting, onTest }: RolePartProps) {
  return (
    <Panel title="Groups and roles" description="How what the provider says becomes rights here.">
      <div className="space-y-4">
        <Field
          label="Groups claim"
          help="Its name, or a path such as realm_access.roles. Absent in a token means: no groups."
        >
          <Input
            required
            readOnly={!mayManage}
            maxLength={SIGN_IN_SETTING_LIMITS.claimCharactersMax}
            autoComplete="off"
            spellCheck={false}
            value={draft.groupsClaim}
            onChange={(event) => set({ groupsClaim: event.target.value })}
            className="font-mono"
          />
        </Field>
        <MappingFields
          lines={draft.roleMappings}
          onChange={(roleMappings) => set({ roleMappings })}
          readOnly={!mayManage}
        />
        {mayManage && hasProvider && (
          <div className="flex flex-wrap items-center gap-3">
            <Button icon={FlaskConical} busy={isTesting} onClick={onTest}>
              Test sign-in
            </Button>
            <span className="text-sm text-muted">
              Sign in at the provider and see what comes back, before anything is saved.
            </span>
          </div>
        )}
      </div>
    </Panel>
  );
}

function DurationPart({ draft, set, mayManage }: PartProps) {
  return (
    <Panel title="How long" description="Changes apply to everybody who is signed in now, too.">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="A sign-in lasts">
          <UnitInput
            unit="hours"
            readOnly={!mayManage}
            maxLength={10}
            value={draft.lifetimeHours}
            onChange={(event) => set({ lifetimeHours: event.target.value })}
          />
        </Field>
        <Field label="And ends when unused for">
          <UnitInput
            unit="minutes"
            readOnly={!mayManage}
            maxLength={10}
            value={draft.idleMinutes}
            onChange={(event) => set({ idleMinutes: event.target.value })}
          />
        </Field>
      </div>
    </Panel>
  );
}

function draftOfTest(test: TestResult | null): Partial<SignInDraft> {
  if (test === null) return {};
  const { groupsClaim, roleMappings } = test.draft;
  return { groupsClaim, roleMappings: roleMappings.map((line, key) => ({ ...line, key })) };
}
