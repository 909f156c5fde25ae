import { describe, expect, it } from "vitest";
import { CRITERION_KINDS } from "@/domain/guardrails/criteria/criterion";
import { guardrailForm } from "@/server/guardrails/form";
import { added, replaced, without } from "../keyed";
import { moved } from "../moved";
import {
  bodyOf,
  draftOf,
  emptyDraft,
  newCriterion,
  objectionsTo,
  textsToTry,
} from "./guardrail-draft";

describe("the form of a guardrail", () => {
  it("begins with nothing, and says what is missing", () =>
    expect(Object.keys(objectionsTo(emptyDraft()))).toEqual(["name", "criteria"]));

  it("sends what the gateway takes, whichever criterion was added, and reads it back", () => {
    const criteria = CRITERION_KINDS.map((kind, key) => ({
      key,
      value: newCriterion(kind, "UTC"),
    }));
    const draft = { ...emptyDraft(), name: " all ", criteria };
    const body = guardrailForm.parse(bodyOf(draft));
    expect(body.name).toBe("all");
    expect(body.criteria.map(({ kind }) => kind)).toEqual(CRITERION_KINDS);
    const stored = { ...body, id: "grd_1", version: 1 };
    expect(bodyOf(draftOf(stored))).toEqual(body);
    expect(objectionsTo(draft)).toEqual({});
  });

  it("keeps the key of each of a list while the list changes", () => {
    const list = added(added(added([], "a"), "b"), "c");
    expect(list.map(({ key }) => key)).toEqual([0, 1, 2]);
    expect(without(list, 1).map(({ value }) => value)).toEqual(["a", "c"]);
    expect(added(without(list, 1), "d").map(({ key }) => key)).toEqual([0, 2, 3]);
    expect(replaced(list, 1, "x").map(({ value }) => value)).toEqual(["a", "x", "c"]);
  });

  it("tries texts that a blank line parts", () => {
    expect(textsToTry("select 1;\nselect 2\n\n \n\nselect 3\n", 9)).toEqual([
      "select 1;\nselect 2",
      "select 3",
    ]);
    expect(textsToTry("a\n\nb\n\nc", 2)).toEqual(["a", "b"]);
  });
});

describe("moving one of a list", () => {
  it("goes one place, and no further than the ends", () => {
    expect(moved(["a", "b", "c"], "b", -1)).toEqual(["b", "a", "c"]);
    expect(moved(["a", "b", "c"], "b", 1)).toEqual(["a", "c", "b"]);
    expect(moved(["a", "b"], "a", -1)).toEqual(["a", "b"]);
    expect(moved(["a", "b"], "b", 1)).toEqual(["a", "b"]);
    expect(moved(["a", "b"], "x", 1)).toEqual(["a", "b"]);
  });
});
