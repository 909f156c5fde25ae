import { Badge } from "@/ui/badge";

export function Tags({ tags }: { readonly tags: Readonly<Record<string, string>> }) {
  const entries = Object.entries(tags);
  if (entries.length === 0) return <span className="text-faint">–</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {entries.map(([key, value]) => (
        <Badge key={key}>
          <span>
            <span className="font-normal">{key}</span>
            {value !== "" && `=${value}`}
          </span>
        </Badge>
      ))}
    </span>
  );
}
