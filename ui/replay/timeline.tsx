"use client";
import { Pause, Play } from "lucide-react";
import { Fragment, type KeyboardEvent } from "react";
import { Button } from "../button";
import { classes } from "../classes";
import { formatDuration } from "../duration";
import { neighbour, SPEEDS, type Speed } from "./advance";
import type { Replay } from "./use-replay";

const TONES = {
  plain: "bg-control",
  accent: "bg-accent",
  ok: "bg-ok-dot",
  warn: "bg-warn-dot",
  bad: "bg-bad-solid",
  mask: "bg-mask",
} as const;

/** Something at an instant, or from one to another. */
export interface LaneMark {
  readonly key: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly tone: keyof typeof TONES;
  readonly label: string;
}

export interface Lane {
  readonly name: string;
  readonly marks: readonly LaneMark[];
}

export interface TimelineProps {
  readonly replay: Replay;
  readonly durationMs: number;
  readonly instants: readonly number[];
  readonly lanes: readonly Lane[];
}

/** The lanes of a session on one time line, with the place that is shown and the way to move it. */
export function Timeline({ replay, durationMs, instants, lanes }: TimelineProps) {
  const { atMs } = replay;
  const share = durationMs === 0 ? 1 : atMs / durationMs;

  function onKeyDown(event: KeyboardEvent) {
    const direction = { ArrowLeft: "before", ArrowRight: "after" }[event.key];
    if (event.key === " ") replay.toggle();
    else if (direction === "before") replay.seek(neighbour(instants, atMs, "before") ?? 0);
    else if (direction === "after") replay.seek(neighbour(instants, atMs, "after") ?? durationMs);
    else return;
    event.preventDefault();
  }
  return (
    <div className="space-y-2">
      <div className="grid grid-cols-[auto_1fr] items-center gap-x-3">
        {lanes.map((lane) => (
          <Fragment key={lane.name}>
            <span className="text-2xs text-muted">{lane.name}</span>
            <LaneTrack lane={lane} durationMs={durationMs} share={share} />
          </Fragment>
        ))}
        <span />
        <input
          type="range"
          aria-label="Place in the replay"
          aria-valuetext={`${formatDuration(atMs)} of ${formatDuration(durationMs)}`}
          min={0}
          max={Math.max(1, durationMs)}
          step={1}
          value={Math.round(atMs)}
          onChange={(event) => replay.seek(Number(event.target.value))}
          onKeyDown={onKeyDown}
          className="h-6 w-full cursor-pointer accent-accent"
        />
      </div>
      <Controls replay={replay} durationMs={durationMs} />
    </div>
  );
}

interface LaneTrackProps {
  readonly lane: Lane;
  readonly durationMs: number;
  readonly share: number;
}

const percent = (ms: number, durationMs: number) =>
  `${Math.min(100, (durationMs === 0 ? 0 : ms / durationMs) * 100)}%`;

function LaneTrack({ lane, durationMs, share }: LaneTrackProps) {
  return (
    <div className="relative my-0.5 h-4 overflow-hidden rounded-sm bg-sunken ring-1 ring-line-soft ring-inset">
      {lane.marks.map((mark) => (
        <span
          key={mark.key}
          title={mark.label}
          className={classes("absolute top-1 bottom-1 min-w-[3px] rounded-xs", TONES[mark.tone])}
          style={{
            left: percent(mark.fromMs, durationMs),
            width: percent(mark.toMs - mark.fromMs, durationMs),
            translate: mark.fromMs >= durationMs ? "-3px" : undefined,
          }}
        />
      ))}
      <span
        className="absolute inset-y-0 right-0 border-l-2 border-accent bg-surface/60"
        style={{ left: `min(${share * 100}%, calc(100% - 2px))` }}
      />
    </div>
  );
}

interface ControlsProps {
  readonly replay: Replay;
  readonly durationMs: number;
}

function Controls({ replay, durationMs }: ControlsProps) {
  const { isPlaying, speed, skipsIdle } = replay;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-xs text-muted">
      <div className="flex items-center gap-2">
        <Button
          variant="primary"
          size="sm"
          icon={isPlaying ? Pause : Play}
          onClick={replay.toggle}
          className="w-20"
        >
          {isPlaying ? "Pause" : "Play"}
        </Button>
        <span className="tabular">
          <b className="font-semibold text-ink">{formatDuration(replay.atMs)}</b> of{" "}
          {formatDuration(durationMs)}
        </span>
      </div>
      <fieldset className="flex items-center gap-1">
        <legend className="sr-only">Speed</legend>
        {SPEEDS.map((one) => (
          <SpeedChoice key={one} speed={one} isChosen={one === speed} onChoose={replay.setSpeed} />
        ))}
      </fieldset>
      <label className="flex min-h-6 items-center gap-1.5">
        <input
          type="checkbox"
          checked={skipsIdle}
          onChange={(event) => replay.setSkipsIdle(event.target.checked)}
          className="size-4 accent-accent"
        />
        Skip pauses
      </label>
    </div>
  );
}

interface SpeedChoiceProps {
  readonly speed: Speed;
  readonly isChosen: boolean;
  readonly onChoose: (speed: Speed) => void;
}

function SpeedChoice({ speed, isChosen, onChoose }: SpeedChoiceProps) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={() => onChoose(speed)}
      className={classes(
        "min-h-6 rounded px-1.5",
        isChosen ? "bg-accent-soft font-medium text-accent" : "hover:bg-hover hover:text-ink",
      )}
    >
      {speed === "max" ? "Max" : `${speed}×`}
    </button>
  );
}
