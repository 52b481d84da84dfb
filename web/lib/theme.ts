import { z } from "zod";

/** The one cookie that scripts may read and write: it holds a look, nothing of the person. */
export const THEME_COOKIE = "floyo-theme";
export const Theme = z.enum(["system", "light", "dark"]).catch("system");
export type Theme = z.infer<typeof Theme>;
