import { FloyoError } from "../../errors.ts";

/** A piece of the state to store under its name. Empty `data` says: this chunk is gone, delete it. */
export interface StateChunk {
  chunk: string;
  data: Uint8Array;
}

export const MAX_CHUNK_BYTES = 256 * 1024;

/** Chunks by name, those that are gone left out. */
export type ChunksByName = ReadonlyMap<string, Uint8Array>;

export function chunkOf(byName: ChunksByName, name: string): Uint8Array {
  const data = byName.get(name);
  if (!data) {
    throw new FloyoError("invalid_input", `the mining state lacks its chunk ${name}; mine the events anew`);
  }
  return data;
}
