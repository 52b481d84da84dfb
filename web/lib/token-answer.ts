import { z } from "zod";

/** What the site's own token route answers. */
export const TokenAnswer = z.object({ accessToken: z.string(), expiresAt: z.number() });
export type TokenAnswer = z.infer<typeof TokenAnswer>;
