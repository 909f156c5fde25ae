import type { z } from "zod";
import type { Actor } from "@/domain/people/user";
import { isRefusal, publicRefusal, Refusal } from "@/domain/refusal";
import type { Answer } from "@/protocol/web-events";
import { recordRefusal } from "../audit/record-refusal";
import type { Deps } from "../deps";
import type { WebViewer } from "./web-viewer";

/** A message of a page and where its answer goes, neither trusted yet. */
interface AskedOfDoor {
  readonly message: unknown;
  readonly answer: unknown;
}

interface Answered<T> {
  readonly value: T;
  /** What happens once the answer was sent. */
  readonly afterwards?: () => void;
}

/** One event of a page: its form is checked, its person read again, its refusal answered in words. */
export class WebDoor {
  private readonly deps: Deps;
  private readonly viewer: WebViewer;

  constructor(deps: Deps, viewer: WebViewer) {
    this.deps = deps;
    this.viewer = viewer;
  }

  open<S extends z.ZodType, T>(
    schema: S,
    { message, answer }: AskedOfDoor,
    work: (input: z.output<S>, actor: Actor) => Promise<Answered<T>>,
  ): void {
    if (typeof answer !== "function") return;
    this.answered(schema, message, work).then(
      ({ said, afterwards }) => {
        answer(said);
        afterwards?.();
      },
      (error: unknown) => {
        answer({ ok: false, refusal: this.publicOf(error) });
      },
    );
  }

  private async answered<S extends z.ZodType, T>(
    schema: S,
    message: unknown,
    work: (input: z.output<S>, actor: Actor) => Promise<Answered<T>>,
  ): Promise<{ readonly said: Answer<T>; readonly afterwards: (() => void) | undefined }> {
    const input = schema.safeParse(message);
    if (!input.success) {
      throw new Refusal("INPUT.INVALID", "The message does not have the expected form.");
    }
    const actor = await this.viewer.actor();
    try {
      const { value, afterwards } = await work(input.data, actor);
      return { said: { ok: true, value }, afterwards };
    } catch (error) {
      const { origin } = this.viewer;
      const asked = "session stream";
      if (isRefusal(error))
        await recordRefusal(this.deps, { actor, origin, refusal: error, asked });
      throw error;
    }
  }

  private publicOf(error: unknown) {
    if (isRefusal(error)) return publicRefusal(error.code, error.message, error.facts);
    this.deps.log.error({ err: error }, "bug");
    return publicRefusal("INTERNAL.BUG", "Something went wrong inside the gateway.");
  }
}
