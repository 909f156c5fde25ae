/** The migrated database that every test store is copied from: faster than migrating each. */
export const TEMPLATE = "gatehouse_template";
