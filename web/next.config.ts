import { join } from "node:path";
import type { NextConfig } from "next";

const config: NextConfig = {
  // A test build stands beside a running dev server when it has a folder of its own.
  distDir: process.env.FLOYO_NEXT_DIST ?? ".next",
  transpilePackages: ["@floyo/shared"],
  turbopack: { root: join(import.meta.dirname, "..") },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  allowedDevOrigins: ["127.0.0.1"],
  experimental: { serverActions: { bodySizeLimit: "256kb" } },
  // `npm run check` types the site; a build that did it again would rewrite tsconfig.json for its own folder.
  typescript: { ignoreBuildErrors: true },
};

export default config;
