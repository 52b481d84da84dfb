import type { DatabaseUrl } from "./options.ts";

export async function selfTest(_options: { databaseUrl: DatabaseUrl }): Promise<void> {}
