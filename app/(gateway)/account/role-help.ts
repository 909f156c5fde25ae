import type { Role } from "@/domain/people/role";

/** What each role may do, in one line. */
export const ROLE_HELP: Record<Role, string> = {
  admin: "Manages connections, agents and people; sees every session.",
  auditor: "Reads every session and the audit trail; runs and changes nothing.",
  approver: "Decides the requests that are assigned to a group of theirs.",
  member: "Uses the connections that a group of theirs may use; sees their own sessions.",
};
