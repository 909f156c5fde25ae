import { isRefusalCode, publicRefusal } from "@/domain/refusal";
import { Note } from "@/ui/note";
import { RefusalNote } from "@/ui/refusal-note";

interface EndNoteProps {
  readonly state: string;
  readonly code: string | null;
  readonly because: string | null;
}

/** Why a session ended otherwise than by its own end, and what to do now. */
export function EndNote({ state, code, because }: EndNoteProps) {
  if (state === "done" || state === "running" || state === "held") return null;
  const words = because ?? `The session ended: ${state}.`;
  if (state === "cancelled") return <Note>{words}</Note>;
  const next = code !== null && isRefusalCode(code) ? publicRefusal(code, "").next : "";
  return <RefusalNote code={code ?? state.toUpperCase()} because={words} next={next} />;
}
