import { z } from "zod";

export const ProfileRow = z.object({ display_name: z.string(), time_zone: z.string() });
export const Uuid = z.uuid();
