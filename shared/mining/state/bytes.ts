const CHUNK = 1 << 16;

/** Appends numbers and texts to bytes that grow. */
export class ByteWriter {
  private bytes = new Uint8Array(CHUNK);
  private size = 0;

  /** A whole number from 0 to 2^53: seven bits a byte, the lowest first. */
  varint(value: number): void {
    if (this.size + 8 > this.bytes.length) this.grow(8);
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.size++] = (rest % 0x80) | 0x80;
      rest = rest < 0x80000000 ? rest >>> 7 : Math.floor(rest / 0x80);
    }
    this.bytes[this.size++] = rest;
  }

  /** A whole number of either sign. */
  signed(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  float64(value: number): void {
    const raw = new Uint8Array(8);
    new DataView(raw.buffer).setFloat64(0, value, true);
    this.raw(raw);
  }

  uint16(value: number): void {
    if (this.size + 2 > this.bytes.length) this.grow(2);
    this.bytes[this.size++] = value & 0xff;
    this.bytes[this.size++] = value >>> 8;
  }

  uint32(value: number): void {
    this.uint16(value & 0xffff);
    this.uint16(value >>> 16);
  }

  /** Texts: their lengths in UTF-16 units, then all units as varints: ASCII stays as it is, no half of a pair is lost. */
  texts(values: readonly string[]): void {
    this.varint(values.length);
    for (const value of values) this.varint(value.length);
    const joined = values.join("");
    this.varint(isAscii(joined) ? 1 : 0);
    for (let index = 0; index < joined.length; index++) this.varint(joined.charCodeAt(index));
  }

  raw(bytes: Uint8Array): void {
    if (this.size + bytes.length > this.bytes.length) this.grow(bytes.length);
    this.bytes.set(bytes, this.size);
    this.size += bytes.length;
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, this.size);
  }

  private grow(by: number): void {
    const larger = new Uint8Array(2 * this.bytes.length + by);
    larger.set(this.bytes.subarray(0, this.size));
    this.bytes = larger;
  }
}

/** Reads what `ByteWriter` wrote. RangeError past the end. */
export class ByteReader {
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  varint(): number {
    const { bytes } = this;
    let at = this.at;
    let byte = bytes[at++] as number;
    let value = byte & 0x7f;
    for (let shift = 7; byte >= 0x80 && shift < 28; shift += 7) {
      byte = bytes[at++] as number;
      value |= (byte & 0x7f) << shift;
    }
    this.at = at;
    if (byte >= 0x80) return this.rest(value);
    if (at > bytes.length) throw new RangeError("the bytes end too soon");
    return value;
  }

  /** The rest of a number of more than four bytes, of which the first four are known. */
  private rest(low: number): number {
    let value = low;
    let byte = 0x80;
    for (let scale = 0x10000000; byte >= 0x80; scale *= 0x80) {
      if (this.at >= this.bytes.length) throw new RangeError("the bytes end too soon");
      byte = this.bytes[this.at++] as number;
      value += (byte & 0x7f) * scale;
    }
    return value;
  }

  signed(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  float64(): number {
    const raw = this.raw(8);
    return new DataView(raw.buffer, raw.byteOffset).getFloat64(0, true);
  }

  uint16(): number {
    const { bytes, at } = this;
    this.at += 2;
    if (this.at > bytes.length) throw new RangeError("the bytes end too soon");
    return (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
  }

  uint32(): number {
    const low = this.uint16();
    return low + this.uint16() * 0x10000;
  }

  texts(): string[] {
    const lengths = new Int32Array(this.count());
    let total = 0;
    for (let index = 0; index < lengths.length; index++) {
      const length = this.varint();
      lengths[index] = length;
      total += length;
    }
    if (!(total <= this.bytes.length)) throw new RangeError("the bytes end too soon");
    const joined = this.varint() === 1 ? fromUnits(this.raw(total)) : this.units(total);
    const values: string[] = [];
    let from = 0;
    for (const length of lengths) {
      values.push(joined.slice(from, from + length));
      from += length;
    }
    return values;
  }

  private units(total: number): string {
    const units = new Uint16Array(total);
    for (let index = 0; index < total; index++) units[index] = this.varint();
    return fromUnits(units);
  }

  /** A number of entries that follow, each of at least one byte: a broken one does not ask for gigabytes. */
  count(): number {
    const count = this.varint();
    if (!(count <= this.bytes.length)) throw new RangeError(`${count} entries in ${this.bytes.length} bytes`);
    return count;
  }

  raw(length: number): Uint8Array {
    const from = this.at;
    this.at += length;
    if (!(this.at <= this.bytes.length)) throw new RangeError("the bytes end too soon");
    return this.bytes.subarray(from, this.at);
  }

  isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

function fromUnits(bytes: Uint8Array | Uint16Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    // Spreading a typed array walks its iterator, fifteen times slower; apply takes any array-like, which types forbid.
    const units = bytes.subarray(at, at + 8192) as unknown as number[];
    text += String.fromCharCode.apply(null, units);
  }
  return text;
}
