"use client";
import { Copy } from "lucide-react";
import { Button } from "@/ui/button";
import { toast } from "@/ui/toast";

/** Takes the id of a session to wherever it is talked about. */
export function CopyId({ id }: { readonly id: string }) {
  async function copy() {
    try {
      await navigator.clipboard.writeText(id);
      toast.ok("Copied the id");
    } catch {
      // Browsers give the clipboard only on https and on this machine; the id stands under Facts.
      toast.ok("This browser does not copy here", "The id stands under Facts.");
    }
  }
  return (
    <Button icon={Copy} onClick={() => void copy()}>
      Copy id
    </Button>
  );
}
