/** Who the demo brings, one for each view of the product. The groups give the roles. */
export const DEMO_PEOPLE = [
  { name: "Ada Demo", email: "ada@demo.test", groups: ["admin"] },
  { name: "Ben Demo", email: "ben@demo.test", groups: ["support"] },
  { name: "Cleo Demo", email: "cleo@demo.test", groups: ["auditor"] },
  // In no group that may use the demo connection: for Dan it does not exist.
  { name: "Dan Demo", email: "dan@demo.test", groups: ["engineering"] },
] as const;

export const DEMO_CONNECTION = "demo-shop";
export const DEMO_ACCESS_GROUPS = ["support"];

export interface DemoSignIn {
  readonly email: string;
  readonly password: string;
}
