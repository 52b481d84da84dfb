/** Redis's error replies, such as `WRONGTYPE Operation against …`: values, not exceptions, until a script or a client sees them. */
export class RedisError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "RedisError";
  }
}

/** A simple string reply such as OK. Everything that a user stored is a Buffer. */
export interface Status {
  status: string;
}

export type Reply = number | null | Buffer | Status | RedisError | Reply[];

export const OK: Status = { status: "OK" };
