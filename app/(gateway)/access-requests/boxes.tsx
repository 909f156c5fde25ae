import { classes } from "@/ui/classes";
import { Link } from "@/ui/link";
import type { Box } from "./filter";

const WORDS: Readonly<Record<Box, string>> = { "for-me": "For me", mine: "Mine", all: "All" };

interface BoxesProps {
  readonly boxes: readonly Box[];
  readonly here: Box;
}

export function Boxes({ boxes, here }: BoxesProps) {
  if (boxes.length < 2) return null;
  return (
    <nav aria-label="Boxes" className="mb-4 flex gap-4 border-b border-line text-sm">
      {boxes.map((box) => (
        <Link
          key={box}
          href={`/access-requests?box=${box}`}
          aria-current={box === here ? "page" : undefined}
          className={classes(
            "-mb-px border-b-2 px-0.5 py-1.5",
            box === here
              ? "border-accent font-medium text-ink"
              : "border-transparent text-muted hover:text-ink",
          )}
        >
          {WORDS[box]}
        </Link>
      ))}
    </nav>
  );
}
