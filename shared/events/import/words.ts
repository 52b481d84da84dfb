/** Bytes kept of words; a log with more distinct ones than this is read slower, not in more memory. */
const MAX_BYTES = 2 ** 26;
const PLENTY = 2 ** 20;

/** Bits that remember which hashes were seen: half a megabyte, which stays in a cache. */
const SEEN_BITS = 2 ** 22;

/** The text of whole UTF-8 bytes in `[from, to)`, a mark of byte order kept. */
export type DecodeBytes = (bytes: Uint8Array, from: number, to: number) => string;

/**
 * Texts that come again and again in the bytes of a log, each made once: looking one up is cheaper than making it, and
 * the same text is then the same object, whose hash is known to every map. A text is kept from the second time on, since
 * many names (of a cache, of a build) come once.
 */
export class Words {
  /** Hash of the text that `endOfText` last went over. */
  private hash = 0;
  private count = 0;
  /** Number of a word and one, by hash; 0 is free. */
  private slots = new Int32Array(1024);
  private hashes = new Int32Array(512);
  /** Where the word is in `bytes`: from its own entry to the next one. */
  private starts = new Int32Array(513);
  private bytes = new Uint8Array(2 ** 16);
  private texts: string[] = [];
  private readonly seen = new Uint8Array(SEEN_BITS / 8);
  private readonly decode: DecodeBytes;

  constructor(decode: DecodeBytes) {
    this.decode = decode;
  }

  /** Where the plain JSON text that starts at `from` has its closing quote; -1 when it has escapes, or none. */
  endOfText(line: Uint8Array, from: number, to: number): number {
    let hash = 0;
    for (let at = from; at < to; at++) {
      const byte = line[at] as number;
      if (byte === 34) {
        this.hash = hash;
        return at;
      }
      if (byte === 92 || byte < 32) return -1;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    return -1;
  }

  /** The text in `[from, to)`, which must be what `endOfText` went over last. */
  text(line: Uint8Array, from: number, to: number): string {
    const { slots, hashes, starts, bytes } = this;
    const mask = slots.length - 1;
    const hash = this.hash;
    let slot = mix(hash) & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const word = (slots[slot] as number) - 1;
      const start = starts[word] as number;
      if (hashes[word] !== hash || (starts[word + 1] as number) - start !== to - from) continue;
      let at = from;
      for (let own = start; at < to && bytes[own] === line[at]; own++) at++;
      if (at === to) return this.texts[word] as string;
    }
    const text = this.decode(line, from, to);
    if (this.isKnown(mix(hash))) this.add(text, line.subarray(from, to), hash, slot);
    return text;
  }

  /** Whether a hash was asked about before. */
  private isKnown(mixed: number): boolean {
    const bit = (mixed >>> 7) % SEEN_BITS;
    const was = (this.seen[bit >> 3] as number) & (1 << (bit & 7));
    this.seen[bit >> 3] = (this.seen[bit >> 3] as number) | (1 << (bit & 7));
    return was !== 0;
  }

  private add(text: string, word: Uint8Array, hash: number, slot: number): void {
    const used = this.starts[this.count] as number;
    if (this.count >= PLENTY || used + word.length > MAX_BYTES) {
      this.clear();
      return;
    }
    if (used + word.length > this.bytes.length) this.bytes = wider(this.bytes, 2 * (used + word.length));
    this.bytes.set(word, used);
    this.texts.push(text);
    this.hashes[this.count] = hash;
    this.count++;
    this.starts[this.count] = used + word.length;
    this.slots[slot] = this.count;
    if (2 * this.count === this.slots.length) this.grow();
  }

  private clear(): void {
    this.slots.fill(0);
    this.count = 0;
    this.texts = [];
  }

  private grow(): void {
    const slots = new Int32Array(2 * this.slots.length);
    const hashes = new Int32Array(slots.length >> 1);
    const starts = new Int32Array((slots.length >> 1) + 1);
    hashes.set(this.hashes);
    starts.set(this.starts);
    const mask = slots.length - 1;
    for (let word = 0; word < this.count; word++) {
      let slot = mix(hashes[word] as number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = word + 1;
    }
    this.slots = slots;
    this.hashes = hashes;
    this.starts = starts;
  }
}

function wider(bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(size);
  larger.set(bytes);
  return larger;
}

function mix(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}
