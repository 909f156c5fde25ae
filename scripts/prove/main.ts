import { proveAccess } from "./access";
import { proveMainJob } from "./main-job";
import { Proofs } from "./proofs";
import { proveRequests } from "./requests";
import { proveStatements } from "./statements";

/**
 * `npm run prove -- SUBJECT [--full]`: what stands under "done when" of a subject, one line a figure
 * with its goal beside it, non-zero when one falls short. `--full` adds what takes over ten minutes.
 */
const SUBJECTS: Readonly<Record<string, (proofs: Proofs, full: boolean) => Promise<void>>> = {
  main: proveMainJob,
  access: proveAccess,
  requests: proveRequests,
  statements: proveStatements,
};

const [subject = ""] = process.argv.slice(2);
const prove = Object.hasOwn(SUBJECTS, subject) ? SUBJECTS[subject] : undefined;
if (prove === undefined) {
  const known = Object.keys(SUBJECTS).join(" | ");
  console.error(`What is to be proved? npm run prove -- ${known} [--full]`);
  process.exit(2);
}
const proofs = new Proofs();
await prove(proofs, process.argv.includes("--full"));
process.exit(proofs.conclude() ? 0 : 1);
