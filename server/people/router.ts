import { procedureFor, router } from "../api/trpc";
import { listGroups } from "./list-groups";
import { presentGroup } from "./present";

export const peopleRouter = router({
  groups: procedureFor("connections:manage").query(async ({ ctx }) => ({
    rows: (await listGroups(ctx.deps)).map(presentGroup),
  })),
});
