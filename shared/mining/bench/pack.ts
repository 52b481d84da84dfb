import type { StateChunk } from "../state/chunk.ts";

export interface StoredState {
  actor: number;
  chunks: StateChunk[];
}

/** States of several people in one file: the length of a JSON head, the head, then the chunks' bytes. */
export function pack(states: readonly StoredState[]): Uint8Array {
  const head = states.map(({ actor, chunks }) => ({
    actor,
    chunks: chunks.map(({ chunk, data }) => ({ chunk, bytes: data.length })),
  }));
  const headBytes = new TextEncoder().encode(JSON.stringify(head));
  const parts = [
    new Uint8Array(new Uint32Array([headBytes.length]).buffer),
    headBytes,
    ...states.flatMap(({ chunks }) => chunks.map(({ data }) => data)),
  ];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export function unpack(bytes: Uint8Array): StoredState[] {
  const headLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + headLength))) as {
    actor: number;
    chunks: { chunk: string; bytes: number }[];
  }[];
  let at = 4 + headLength;
  return head.map(({ actor, chunks }) => ({
    actor,
    chunks: chunks.map(({ chunk, bytes: length }) => {
      const data = bytes.subarray(at, at + length);
      at += length;
      return { chunk, data };
    }),
  }));
}

/** What the stored form takes, and its largest chunk. */
export function sizeOf(states: readonly StoredState[]): { bytes: number; largest: number } {
  const sizes = states.flatMap(({ chunks }) => chunks.map(({ data }) => data.length));
  return { bytes: sizes.reduce((sum, size) => sum + size, 0), largest: Math.max(0, ...sizes) };
}
