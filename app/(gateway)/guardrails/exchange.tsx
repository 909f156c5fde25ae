"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download, Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Inputs } from "@/server/api/root";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Textarea } from "@/ui/field";
import { Note } from "@/ui/note";
import { RefusalNote } from "@/ui/refusal-note";
import { toast } from "@/ui/toast";
import { refusalOf, useTRPC } from "../../calls";
import { readJson } from "./read-json";

/** All guardrails as one document, and back. */
export function Exchange({ mayImport }: { readonly mayImport: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  const trpc = useTRPC();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => client.fetchQuery({ ...trpc.guardrails.export.queryOptions(), staleTime: 0 }),
    onSuccess: (document) => saveAs("guardrails.json", JSON.stringify(document, null, 2)),
    onError: (error) => toast.bad(refusalOf(error).because),
  });
  return (
    <>
      <Button variant="ghost" icon={Download} busy={save.isPending} onClick={() => save.mutate()}>
        Export
      </Button>
      {mayImport && (
        <Button variant="ghost" icon={Upload} onClick={() => setIsOpen(true)}>
          Import
        </Button>
      )}
      {isOpen && <Import onClose={() => setIsOpen(false)} />}
    </>
  );
}

function Import({ onClose }: { readonly onClose: () => void }) {
  const router = useRouter();
  const [text, setText] = useState("");
  const [isNoJson, setIsNoJson] = useState(false);
  const add = useMutation(
    useTRPC().guardrails.import.mutationOptions({
      onSuccess: ({ ids }) => {
        toast.ok(ids.length === 1 ? "Imported 1 guardrail" : `Imported ${ids.length} guardrails`);
        onClose();
        router.refresh();
      },
    }),
  );
  function send() {
    const document = readJson(text);
    setIsNoJson(document === undefined);
    // What it holds is the gateway's to check: it refuses what it does not know.
    if (document !== undefined) add.mutate(document as Inputs["guardrails"]["import"]);
  }
  return (
    <Dialog
      open
      size="md"
      onOpenChange={(open) => !open && onClose()}
      title="Import guardrails"
      description="All of the document are added behind those there are, or none."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" busy={add.isPending} onClick={send}>
            Import
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        <Field label="Document" help="As it was exported: format gatehouse-guardrails-1.">
          <Textarea
            rows={12}
            spellCheck={false}
            className="font-mono"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        {isNoJson && <Note tone="warn">This is not JSON.</Note>}
        {add.error && <RefusalNote {...refusalOf(add.error)} />}
      </div>
    </Dialog>
  );
}

function saveAs(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
