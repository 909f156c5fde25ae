import { writeFileSync } from "node:fs";
import { REFUSALS } from "@/domain/refusal-table";

/** Writes docs/errors.md from the catalogue; a test fails when the two differ. */
const lines = Object.entries(REFUSALS)
  .map(([code, { status, next }]) => `| \`${code}\` | ${status} | ${next} |`)
  .sort();
writeFileSync(
  "docs/errors.md",
  `# Refusals

Every "no" a person can meet: its code, its class and what to do next. The reason itself stands in the message. Anything
that is not in this table is a defect of ours and shows as \`INTERNAL.BUG\` with neutral words.

| code | class | what now |
| --- | --- | --- |
${lines.join("\n")}
`,
);
