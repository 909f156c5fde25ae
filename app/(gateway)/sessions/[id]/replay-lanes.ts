import type { Lane, LaneMark } from "@/ui/replay/timeline";
import type { Moment, ResultView, SessionView } from "../../../stream/session-view";

/** Marks a lane draws at most; closer ones are drawn as one. */
const MARKS_MAX = 400;

/** Everything that a replay can stop at, ascending and each once. */
export function instantsOf(view: SessionView): readonly number[] {
  const arrivals = view.results.flatMap((result) => result.blocks.arrivals());
  const moments = view.moments.map((moment) => moment.atMs);
  return [...new Set([0, ...arrivals, ...moments])].sort((one, other) => one - other);
}

/** The three lanes: what was asked, what came back, what was said. */
export function lanesOf(view: SessionView, durationMs: number): readonly Lane[] {
  const first = view.moments.find(
    (moment) => moment.kind === "columns" || moment.kind === "complete",
  );
  const asked = { key: "sent", fromMs: 0, toMs: first?.atMs ?? view.timeMs } as const;
  return [
    {
      name: "Statement",
      marks: [{ ...asked, tone: "accent", label: "Sent; the target works on it" }],
    },
    { name: "Results", marks: view.results.flatMap((result) => resultMarks(result, durationMs)) },
    { name: "Events", marks: joined(view.moments.flatMap(momentMark), durationMs) },
  ];
}

function resultMarks(result: ResultView, durationMs: number): LaneMark[] {
  const marks = result.blocks.arrivals().map(
    (atMs, at): LaneMark => ({
      key: `${result.index}-${at}`,
      fromMs: atMs,
      toMs: atMs,
      tone: "ok",
      label: `Result ${result.index + 1}: rows arrive`,
    }),
  );
  return joined(marks, durationMs);
}

const EVENT_TONES = {
  "cancel-asked": "warn",
  "limit-reached": "bad",
  "agent-away": "warn",
  "agent-back": "ok",
  "notices-dropped": "plain",
  held: "warn",
  approved: "ok",
  warned: "warn",
} as const;

function momentMark(moment: Moment): LaneMark[] {
  const { atMs, record } = moment;
  const mark = (tone: LaneMark["tone"], label: string): LaneMark[] => [
    { key: String(record), fromMs: atMs, toMs: atMs, tone, label },
  ];
  switch (moment.kind) {
    case "notice":
      return mark("plain", moment.notice.message);
    case "failure":
      return mark("bad", moment.failure.message);
    case "event":
      return mark(EVENT_TONES[moment.event.event], moment.event.because);
    case "end":
      return mark(moment.end.state === "done" ? "ok" : "bad", `Ended: ${moment.end.state}`);
    case "columns":
    case "complete":
      return [];
  }
}

/** Marks of one tone that lie closer than can be seen become one from the first to the last. */
function joined(marks: readonly LaneMark[], durationMs: number): LaneMark[] {
  const closeMs = durationMs / MARKS_MAX;
  const kept: LaneMark[] = [];
  for (const mark of marks) {
    const last = kept.at(-1);
    const isClose = last?.tone === mark.tone && mark.fromMs - last.toMs <= closeMs;
    if (isClose) kept[kept.length - 1] = { ...last, toMs: mark.toMs };
    else kept.push(mark);
  }
  return kept;
}
