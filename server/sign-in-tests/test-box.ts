import { z } from "zod";
import type { Deps } from "../deps";
import { signInDraft } from "../settings/sign-in-value";

const outcome = z.discriminatedUnion("kind", [
  /** On the way to the provider: what proves that its answer is for us. */
  z.object({ kind: z.literal("waiting"), verifier: z.string(), nonce: z.string() }),
  z.object({ kind: z.literal("failed"), because: z.string() }),
  z.object({
    kind: z.literal("answered"),
    claims: z.record(z.string(), z.unknown()),
    /** What admins gave the person, if Gatehouse knows them: it counts beside the provider's groups. */
    localGroups: z.array(z.string()),
  }),
]);
export type TestOutcome = z.infer<typeof outcome>;

const contents = z.object({ draft: signInDraft, outcome });
export type TestContents = z.infer<typeof contents>;

export function sealTest(deps: Deps, id: string, plain: TestContents): Uint8Array {
  return deps.secrets.seal(purpose(id), JSON.stringify(plain));
}

export function openTest(deps: Deps, id: string, box: Uint8Array): TestContents {
  return contents.parse(JSON.parse(deps.secrets.open(purpose(id), box)));
}

function purpose(id: string): string {
  return `sign-in test ${id}`;
}
