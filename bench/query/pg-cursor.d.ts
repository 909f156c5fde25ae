/** The part of pg-cursor that the yardstick uses; the package brings no types. */
declare module "pg-cursor" {
  import type { Connection, Submittable } from "pg";

  export default class Cursor implements Submittable {
    constructor(text: string, values?: readonly unknown[]);
    submit(connection: Connection): void;
    read(rows: number): Promise<readonly Readonly<Record<string, unknown>>[]>;
    close(): Promise<void>;
  }
}
