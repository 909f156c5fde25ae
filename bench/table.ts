/** One figure of a benchmark: its rounds, all taken interleaved in one run, and what it is judged by. */
export interface Figure {
  /** B4, B6, …: the line of the goals it belongs to. */
  readonly id: string;
  readonly what: string;
  /** "×" for a ratio to the yardstick, else the unit of the values. */
  readonly unit: string;
  readonly better: "lower" | "higher";
  readonly rounds: readonly number[];
  readonly goal: number;
  /** Missing the floor fails the benchmark; missing the goal is only said. */
  readonly floor: number;
}

/** What one `npm run bench -- NAME` hands back. */
export interface BenchTable {
  readonly name: string;
  readonly figures: readonly Figure[];
  /** What the reader must know: rows counted, leaks found, peers left out and why. */
  readonly notes: readonly string[];
}

export interface Judgement {
  readonly median: number;
  readonly meetsFloor: boolean;
  readonly meetsGoal: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  const lower = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  return (upper + lower) / 2;
}

/** A figure without rounds is not a number and meets nothing. */
export function judge(figure: Figure): Judgement {
  const value = median(figure.rounds);
  const meets = (bound: number) => (figure.better === "lower" ? value <= bound : value >= bound);
  return { median: value, meetsFloor: meets(figure.floor), meetsGoal: meets(figure.goal) };
}

export function renderTable(table: BenchTable): string {
  const head = ["", "figure", "median", "min", "max", "goal", "floor", "verdict"];
  const rows = [head, ...table.figures.map(rowOf)];
  const widths = head.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  "));
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  const [first = "", ...rest] = lines;
  return [`bench ${table.name}`, first, rule, ...rest, ...table.notes.map((note) => `· ${note}`)]
    .map((line) => line.trimEnd())
    .join("\n");
}

function rowOf(figure: Figure): string[] {
  const { median: middle, meetsFloor, meetsGoal } = judge(figure);
  const sign = figure.better === "lower" ? "≤" : "≥";
  const verdict = meetsGoal ? "goal met" : meetsFloor ? "floor met" : "FLOOR MISSED";
  const show = (value: number) => `${value.toFixed(digitsOf(value))} ${figure.unit}`;
  const bounds = [figure.goal, figure.floor].map((value) => `${sign} ${value} ${figure.unit}`);
  const [least, most] = [Math.min(...figure.rounds), Math.max(...figure.rounds)];
  return [figure.id, figure.what, show(middle), show(least), show(most), ...bounds, verdict];
}

function digitsOf(value: number): number {
  return Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
}
