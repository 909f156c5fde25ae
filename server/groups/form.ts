import { z } from "zod";
import { GROUP_NAME_CHARACTERS_MAX, objectionToGroupName } from "@/domain/people/group-name";

const LIMITS = { pageRowsMax: 100, pagesMax: 10_000 } as const;

export const groupId = z.string().min(1).max(40);
const page = z.number().int().min(1).max(LIMITS.pagesMax).default(1);
const limit = z.number().int().min(1).max(LIMITS.pageRowsMax).default(50);

export const groupName = z
  .string()
  .max(GROUP_NAME_CHARACTERS_MAX)
  .superRefine((name, context) => {
    const objection = objectionToGroupName(name);
    if (objection !== null) context.addIssue({ code: "custom", message: objection });
  });

export const groupList = z.strictObject({
  text: z.string().trim().max(200).default(""),
  source: z.enum(["local", "idp"]).optional(),
  ...{ page, limit },
});
export type GroupList = z.infer<typeof groupList>;

/** One group and a page of its people. */
export const groupPage = z.strictObject({ id: groupId, page, limit });
export type GroupPage = z.infer<typeof groupPage>;
