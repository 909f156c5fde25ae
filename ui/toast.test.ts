import { describe, expect, it } from "vitest";
import { isToastNeeded, showToastsBy, subscribeToNeed, type Toast, toast } from "./toast";

describe("toasts", () => {
  it("wait for the place that shows them, and ask for it", () => {
    let asked = 0;
    const stop = subscribeToNeed(() => {
      asked += 1;
    });
    expect(isToastNeeded()).toBe(false);
    toast.ok("Saved");
    toast.bad("Not saved", "The gateway did not answer.");
    stop();
    expect([isToastNeeded(), asked]).toEqual([true, 2]);

    const shown: Toast[] = [];
    const end = showToastsBy((one) => shown.push(one));
    expect(shown.map(({ tone, title }) => `${tone} ${title}`)).toEqual([
      "ok Saved",
      "bad Not saved",
    ]);
    toast.ok("Later");
    expect(shown.at(-1)).toMatchObject({ title: "Later" });

    end();
    toast.ok("After");
    const again: Toast[] = [];
    showToastsBy((one) => again.push(one));
    expect([shown.length, again.map(({ title }) => title)]).toEqual([3, ["After"]]);
  });
});
