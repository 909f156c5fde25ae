import { Button } from "@/ui/button";
import { Field, Input, Select, Textarea } from "@/ui/field";
import type { Question } from "./page";

const MODE_CHOICES = [
  { value: "web", label: "Web editor and one-offs" },
  { value: "native", label: "Native clients" },
  { value: "runbooks", label: "Runbooks" },
];

interface WhyFormProps {
  readonly asked: Question;
  readonly aboutOthers: boolean;
}

/** The question is the address: it can be kept and sent. */
export function WhyForm({ asked, aboutOthers }: WhyFormProps) {
  return (
    <form action="/why" className="space-y-3 rounded-lg border border-line bg-surface p-4">
      <div className="grid gap-3 sm:grid-cols-2">
        {aboutOthers && (
          <Field label="Person" help="E-mail address; you, when left empty." optional>
            <Input name="person" type="email" defaultValue={asked.person} />
          </Field>
        )}
        <Field label="Connection">
          <Input name="connection" required defaultValue={asked.connection} />
        </Field>
        <Field label="Way in">
          <Select name="mode" choices={MODE_CHOICES} defaultValue={asked.mode} />
        </Field>
      </div>
      <Field label="Command" help="What guardrails and rules would say of it." optional>
        <Textarea name="statement" rows={3} className="font-mono" defaultValue={asked.statement} />
      </Field>
      <Button type="submit" variant="primary">
        Ask
      </Button>
    </form>
  );
}
