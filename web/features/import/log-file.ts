const GZIP_MAGIC = [0x1f, 0x8b];

export interface OpenLog {
  /** The text in pieces, unzipped when the file begins as gzip does. */
  pieces: AsyncIterable<string>;
}

/** Opens a file for reading piece by piece, so that its size does not matter. `onBytes` hears what was read so far. */
export async function openLog(file: Blob, onBytes: (bytes: number) => void): Promise<OpenLog> {
  const head = new Uint8Array(await file.slice(0, GZIP_MAGIC.length).arrayBuffer());
  const isGzip = GZIP_MAGIC.every((byte, index) => head[index] === byte);
  let bytes = 0;
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        onBytes(bytes);
        controller.enqueue(chunk);
      },
    }),
  );
  const plain = isGzip ? counted.pipeThrough(new DecompressionStream("gzip")) : counted;
  return { pieces: texts(plain) };
}

// Read by hand: Safari's streams are not async iterables.
async function* texts(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncIterable<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield decoder.decode(value, { stream: true });
    }
    yield decoder.decode();
  } finally {
    await reader.cancel();
  }
}
