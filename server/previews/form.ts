import { z } from "zod";
import { REQUEST_LIMITS } from "@/domain/requests/request";

const id = z.string().min(1).max(40);

export const previewOf = z.strictObject({ id });
export const previewForm = z.strictObject({
  id,
  revision: z.int().min(1).max(REQUEST_LIMITS.revisionsMax),
});
