#!/usr/bin/env node
// What `npx floyo` starts: any Node from 20.9 up, which goes on in the pinned Node 24, since that reads TypeScript.
import { fileURLToPath } from "node:url";

process.argv.splice(2, 0, fileURLToPath(new URL("./floyo.ts", import.meta.url)));
await import("../scripts/node24.mjs");
