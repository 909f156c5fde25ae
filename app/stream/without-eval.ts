import { config } from "zod";

// Before any schema is made: compiled checks would be `new Function`, which the page's policy forbids.
config({ jitless: true });
