import { z } from "zod";
import { procedureFor, router } from "../api/trpc";
import { findPlaces, PALETTE_LIMITS } from "./find-places";
import { presentPlace } from "./present";

const input = z.strictObject({
  text: z.string().trim().min(1).max(PALETTE_LIMITS.textCharactersMax),
});

export const paletteRouter = router({
  find: procedureFor("palette:use")
    .input(input)
    .query(async ({ ctx, input: { text } }) => ({
      places: (await findPlaces(ctx.deps, ctx.actor, text)).map(presentPlace),
    })),
});
