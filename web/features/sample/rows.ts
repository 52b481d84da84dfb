import { z } from "zod";

export const SampleSource = z.object({ id: z.uuid(), created_at: z.string() });
export type SampleSource = z.infer<typeof SampleSource>;

export const Count = z.int();
