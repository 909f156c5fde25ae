import { describe, expect, it } from "vitest";
import { formatBytes, formatCount } from "./bytes";
import { formatRemaining } from "./countdown";
import { formatDuration } from "./duration";
import { passwordLevel } from "./password-input";
import { relativeTime } from "./time";

const KB = 1024;

describe("amounts as people read them", () => {
  it("gives bytes two digits that matter, and rounds up into the next unit", () =>
    expect(
      [0, 812, 1023, KB, 1.4 * KB, 23 * KB * KB, 1023.9 * KB, 1024 ** 3, 5e15].map(formatBytes),
    ).toEqual(["0 B", "812 B", "1023 B", "1 KB", "1.4 KB", "23 MB", "1 MB", "1 GB", "4547 TB"]));

  it("counts down by the second, and by the hour while days are left", () =>
    expect(
      [-5, 0, 1, 59_000, 61_000, 3_599_001, 3_725_000, 86_399_000, 86_400_000, 190_000_000].map(
        formatRemaining,
      ),
    ).toEqual([
      ...["0:00", "0:00", "0:01", "0:59", "1:01", "1:00:00", "1:02:05", "23:59:59"],
      ...["1 d", "2 d 4 h"],
    ]));

  it("groups the digits of counts", () => expect(formatCount(1_000_000)).toBe("1,000,000"));

  it("says durations in the units that matter", () =>
    expect(
      [0, 85.4, 1_400, 9_949, 9_960, 59_999, 200_000, 300_000, 7_500_000].map(formatDuration),
    ).toEqual([
      ...["0 ms", "85 ms", "1.4 s", "9.9 s", "10 s", "1 min"],
      ...["3 min 20 s", "5 min", "2 h 5 min"],
    ]));

  it("says when, before and after now", () => {
    const now = Date.UTC(2026, 10, 22);
    const at = (seconds: number) => relativeTime(new Date(now + seconds * 1000), now);
    expect([-10, -200, -90_000, 30, 7_300].map(at)).toEqual([
      ...["just now", "3 min. ago", "yesterday", "in a moment", "in 2 hr."],
    ]);
  });
});

describe("the hint beside a new password", () => {
  it("calls short and repetitive ones easy to guess, and counts length most", () =>
    expect(
      [
        "short",
        "aaaaaaaaaaaaaaaaaaaa",
        "correct-hors",
        "correct-horse-ba",
        "correct-horse-battery",
      ].map(passwordLevel),
    ).toEqual([0, 0, 1, 2, 3]));
});
