/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  turbopack: { root: import.meta.dirname },
  serverExternalPackages: [
    "pg",
    "@prisma/client",
    "@prisma/adapter-pg",
    "@node-rs/argon2",
    "libpg-query",
    "pino",
  ],
  // Types are checked once, by `npm run check`; the build does not check them a second time.
  typescript: { ignoreBuildErrors: true },
};

export default config;
