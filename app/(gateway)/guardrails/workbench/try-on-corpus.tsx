"use client";
import { useMutation } from "@tanstack/react-query";
import { FlaskConical } from "lucide-react";
import { useState } from "react";
import type { Inputs } from "@/server/api/root";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { RefusalNote } from "@/ui/refusal-note";
import { refusalOf, useTRPC } from "../../../calls";
import { Comparison } from "./comparison";

interface TryOnCorpusProps {
  /** `null` for a new one. */
  readonly id: string | null;
  readonly guardrail: Inputs["guardrails"]["create"];
  readonly connection: string | null;
}

/** The guardrail as it stands in the form, unsaved, on the built-in corpus. */
export function TryOnCorpus({ id, guardrail, connection }: TryOnCorpusProps) {
  const [isOpen, setIsOpen] = useState(false);
  const compare = useMutation(useTRPC().guardrails.compare.mutationOptions());
  function open() {
    setIsOpen(true);
    compare.mutate({
      ...{ source: { kind: "corpus" }, edited: { kind: "guardrail", id, guardrail } },
      connection,
    });
  }
  return (
    <>
      <Button icon={FlaskConical} busy={compare.isPending} onClick={open}>
        Try on the corpus
      </Button>
      <Dialog
        open={isOpen}
        size="lg"
        onOpenChange={setIsOpen}
        title="On the corpus of bypasses"
        description="Under the guardrails in force, and with this one as it is written now."
      >
        {compare.error && <RefusalNote {...refusalOf(compare.error)} />}
        {compare.isPending && <p className="text-sm text-muted">Trying …</p>}
        {compare.data && <Comparison answer={compare.data} />}
      </Dialog>
    </>
  );
}
