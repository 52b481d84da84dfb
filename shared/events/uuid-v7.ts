const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const MAX_TIME_MS = 2 ** 48 - 1;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

export function isUuidV7(text: string): boolean {
  return UUID_V7.test(text);
}

/** The 48 bits of time at the head of a UUIDv7, as epoch milliseconds (RFC 9562, 5.7). */
export function timeOfUuidV7(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/**
 * A UUIDv7 from a time and ten bytes, which the caller draws at random or derives from a hash.
 * Version and variant bits overwrite 6 of the 80 bits.
 */
export function uuidV7({ timeMs, bytes }: { timeMs: number; bytes: Uint8Array }): string {
  if (!Number.isInteger(timeMs) || timeMs < 0 || timeMs > MAX_TIME_MS) {
    throw new RangeError(
      `the time of a UUIDv7 is a whole number of milliseconds from 0 to 2^48 - 1, got ${timeMs}`,
    );
  }
  if (bytes.length < 10) throw new RangeError(`a UUIDv7 needs 10 bytes beside its time, got ${bytes.length}`);
  const time = timeMs.toString(16).padStart(12, "0");
  const hex = Array.from(bytes.subarray(0, 10), (byte, index) => {
    const fixed = index === 0 ? 0x70 | (byte & 0x0f) : index === 2 ? 0x80 | (byte & 0x3f) : byte;
    return fixed.toString(16).padStart(2, "0");
  }).join("");
  return `${time.slice(0, 8)}-${time.slice(8)}-${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8)}`;
}

/** The smallest UUIDv7-shaped id of a time: the lower bound of a partition or a page. */
export function firstUuidV7At(timeMs: number): string {
  return uuidV7({ timeMs, bytes: new Uint8Array(10) });
}
