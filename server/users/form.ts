import { z } from "zod";
import { GROUP_NAME_CHARACTERS_MAX } from "@/domain/people/group-name";
import { ROLES } from "@/domain/people/role";
import { USER_STATUSES } from "@/domain/people/user";

const USER_LIMITS = {
  pageRowsMax: 100,
  pagesMax: 10_000,
  groupsOfPersonMax: 200,
  bulkPeopleMax: 500,
} as const;

const USER_SORTS = ["name", "email", "role", "lastSeen"] as const;
const USER_SOURCES = ["local", "idp"] as const;

export const userId = z.string().min(1).max(40);
const groupName = z.string().min(1).max(GROUP_NAME_CHARACTERS_MAX);
const groupNames = z.array(groupName).max(USER_LIMITS.groupsOfPersonMax);
const name = z.string().trim().min(1).max(200);
const email = z.string().trim().max(320).pipe(z.email());

/** Which people; the same words in the list, the address of the page and the export. */
export const userFilter = z.strictObject({
  text: z.string().trim().max(200).default(""),
  status: z.enum(USER_STATUSES).optional(),
  role: z.enum(ROLES).optional(),
  source: z.enum(USER_SOURCES).optional(),
  group: groupName.optional(),
  sort: z.enum(USER_SORTS).default("name"),
  direction: z.enum(["up", "down"]).default("up"),
});
export type UserFilter = z.infer<typeof userFilter>;

export const userList = userFilter.extend({
  page: z.number().int().min(1).max(USER_LIMITS.pagesMax).default(1),
  limit: z.number().int().min(1).max(USER_LIMITS.pageRowsMax).default(50),
});
export type UserList = z.infer<typeof userList>;

export const newUser = z.strictObject({
  /** Local: gets a one-time link. idp: waits for the first sign-in with this verified address. */
  source: z.enum(USER_SOURCES),
  name,
  email,
  groups: groupNames,
});
export type NewUserForm = z.infer<typeof newUser>;

export const userChange = z.strictObject({ id: userId, name, email, groups: groupNames });
export type UserChange = z.infer<typeof userChange>;

export const statusChange = z.strictObject({ id: userId, status: z.enum(USER_STATUSES) });

export const bulkGroups = z.strictObject({
  userIds: z.array(userId).min(1).max(USER_LIMITS.bulkPeopleMax),
  add: groupNames,
  remove: groupNames,
});
export type BulkGroups = z.infer<typeof bulkGroups>;
