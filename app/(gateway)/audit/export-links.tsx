import { Download } from "lucide-react";
import { DownloadLink } from "@/ui/button";
import { type AuditFilter, exportAddress } from "./filter";

/** What the list shows, as a file; each export leaves an event of its own. */
export function ExportLinks({ filter }: { readonly filter: AuditFilter }) {
  return (
    <>
      <DownloadLink href={exportAddress(filter, "csv")} icon={Download}>
        Export CSV
      </DownloadLink>
      <DownloadLink href={exportAddress(filter, "jsonl")} icon={Download}>
        JSON lines
      </DownloadLink>
    </>
  );
}
