// Runs dependency-cruiser. It reads TypeScript through the compiler's JavaScript API, which TypeScript 7
// no longer has; without this it would quietly cruise nothing. So, for it alone, `typescript` is TypeScript 6.
import Module, { register } from "node:module";

const SIX = "@typescript/typescript6";

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) =>
  resolveFilename(request.replace(/^typescript(?=$|\/)/, SIX), ...rest);

register(
  `data:text/javascript,${encodeURIComponent(`
    export const resolve = (name, context, next) => next(name === "typescript" ? "${SIX}" : name, context);
  `)}`,
);

await import("../node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
