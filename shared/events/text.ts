/** Bytes of a text in UTF-8; a lone surrogate counts as the three bytes of U+FFFD. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Half of a UTF-16 pair cannot be written as UTF-8, so neither the wire nor Postgres can hold it. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

/** C0, DEL and C1 control characters, NUL among them. */
export function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

/** A short quotation for error messages: control characters made visible, 60 characters at most. */
export function quote(value: unknown): string {
  const text = JSON.stringify(typeof value === "bigint" ? String(value) : value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
