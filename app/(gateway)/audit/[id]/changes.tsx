import type { Outputs } from "@/server/api/root";
import { classes } from "@/ui/classes";

type Line = Outputs["audit"]["get"]["changes"][number];

/** Before and after side by side; on a phone one under the other. What stayed is quiet. */
export function Changes({ lines }: { readonly lines: readonly Line[] }) {
  if (lines.length === 0) {
    return <p className="text-sm text-muted">This event says only that it happened.</p>;
  }
  return (
    <table className="w-full text-sm max-sm:block">
      <thead className="max-sm:sr-only">
        <tr className="border-b border-line-soft text-start text-xs text-muted">
          <th scope="col" className="w-1/4 px-4 py-2 text-start font-medium">
            Field
          </th>
          <th scope="col" className="px-4 py-2 text-start font-medium">
            Before
          </th>
          <th scope="col" className="px-4 py-2 text-start font-medium">
            After
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line-soft max-sm:block">
        {lines.map((line) => (
          <tr
            key={line.field}
            className={classes("align-top max-sm:block max-sm:py-2", !line.changed && "text-muted")}
          >
            <th
              scope="row"
              className="px-4 py-2 text-start font-mono text-xs font-normal break-all max-sm:block max-sm:py-1"
            >
              {line.field}
            </th>
            <td className={cellOf(line.before)}>
              <Value text={line.before} tone={line.changed ? "before" : null} />
            </td>
            <td className={cellOf(line.after)}>
              <Value text={line.after} tone={line.changed ? "after" : null} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** On a phone a value that was not there takes no place. */
function cellOf(text: string | null): string {
  return classes("px-4 py-2 max-sm:py-1", text === null ? "max-sm:hidden" : "max-sm:block");
}

const TONES = { before: "bg-bad-soft text-bad", after: "bg-ok-soft text-ok" } as const;

interface ValueProps {
  readonly text: string | null;
  readonly tone: keyof typeof TONES | null;
}

function Value({ text, tone }: ValueProps) {
  if (text === null) return <span className="text-faint">–</span>;
  return (
    <span
      className={classes(
        "font-mono text-xs break-words whitespace-pre-wrap",
        tone !== null && `rounded px-1 py-0.5 box-decoration-clone ${TONES[tone]}`,
      )}
    >
      {tone !== null && <span className="sr-only">{tone}: </span>}
      {text === "" ? "(empty)" : text}
    </span>
  );
}
