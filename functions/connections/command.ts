import { z } from "zod";

const Credential = z.record(z.string().max(60), z.unknown());
const ConnectorKey = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** What a person does with a connection; the credential goes in and never comes out. */
export const Command = z.discriminatedUnion("do", [
  /** Tries a credential that is not stored. */
  z.object({ do: z.literal("try"), orgId: z.uuid(), connector: ConnectorKey, credential: Credential }),
  z.object({
    do: z.literal("add"),
    orgId: z.uuid(),
    connector: ConnectorKey,
    name: z.string().trim().min(1, "a connection needs a name").max(120),
    credential: Credential,
  }),
  z.object({ do: z.literal("replace"), id: z.uuid(), credential: Credential }),
  z.object({ do: z.literal("test"), id: z.uuid() }),
  /** Gives the address at the service where the person signs in. */
  z.object({ do: z.literal("begin-sign-in"), id: z.uuid() }),
  /** What the person came back with. */
  z.object({
    do: z.literal("end-sign-in"),
    state: z.string().min(20).max(200),
    code: z.string().min(1).max(4000),
  }),
]);
export type Command = z.infer<typeof Command>;
export type CommandOf<Name extends Command["do"]> = Extract<Command, { do: Name }>;
