import { procedureFor, router } from "../api/trpc";
import { presentDemo } from "./present";
import { readDemo } from "./read-demo";
import { removeDemo } from "./remove-demo";

export const demoRouter = router({
  state: procedureFor("connections:manage").query(async ({ ctx }) =>
    presentDemo(await readDemo(ctx.deps)),
  ),

  remove: procedureFor("demo:remove").mutation(({ ctx }) => removeDemo(ctx.deps, ctx)),
});
