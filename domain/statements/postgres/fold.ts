import { stepOf } from "./fold-steps";
import { type Folded, ROW } from "./folded";
import type { TargetName } from "./rows-in-question";
import { SHAPE_CHARACTERS_MAX } from "./shape";

type Task =
  | { readonly node: unknown }
  | { readonly count: number; readonly combine: (parts: readonly Folded[]) => Folded };

/** What an expression comes to as far as the rows do not decide it. Without recursion. */
export function fold(root: unknown, target: TargetName): Folded {
  const context = { target, budget: { characters: SHAPE_CHARACTERS_MAX } };
  const tasks: Task[] = [{ node: root }];
  const done: Folded[] = [];
  while (tasks.length > 0) {
    const task = tasks.pop();
    if (task === undefined) break;
    if ("combine" in task) {
      done.push(task.combine(done.splice(done.length - task.count, task.count)));
      continue;
    }
    const step = stepOf(task.node, context);
    if (step.kind === "done") done.push(step.folded);
    else {
      tasks.push({ count: step.parts.length, combine: step.combine });
      for (const node of [...step.parts].reverse()) tasks.push({ node });
    }
  }
  return done[0] ?? ROW;
}
