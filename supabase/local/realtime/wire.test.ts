import { expect, test } from "vitest";
import { wireV1 } from "./wire-v1.ts";
import { wireV2 } from "./wire-v2.ts";

function push(parts: string[], encoding: number, content: string): Buffer {
  const bytes = parts.map((part) => Buffer.from(part));
  return Buffer.concat([
    Buffer.from([3, ...bytes.map((part) => part.length), encoding]),
    ...bytes,
    Buffer.from(content),
  ]);
}

test("reads a broadcast from a binary frame, multi-byte names included", () => {
  expect(wireV2.read(push(["1", "2", "realtime:ü", "hé", ""], 1, '{"a":1}'))).toEqual({
    joinRef: "1",
    ref: "2",
    topic: "realtime:ü",
    event: "broadcast",
    payload: { event: "hé", content: '{"a":1}' },
  });
});

test("refuses frames that are cut short, of another kind, or not the JSON they say", () => {
  expect(wireV2.read(Buffer.from([3, 200, 0, 0, 0, 0, 1, 65]))).toBeNull();
  expect(wireV2.read(Buffer.from([9, 0, 0, 1, 0, 0, 1, 65]))).toBeNull();
  expect(wireV2.read(push(["", "", "realtime:a", "b", ""], 1, "{broken"))).toBeNull();
});

test("carries bytes to clients of vsn 2 only", () => {
  const body = { event: "bytes", content: new Uint8Array([0, 255]) };

  expect(wireV1.writeBroadcast("realtime:a", body)).toBeNull();
  expect(wireV2.writeBroadcast("realtime:a", body)).toEqual(
    Buffer.from([4, 10, 5, 0, 0, ...Buffer.from("realtime:abytes"), 0, 255]),
  );
});

test("does not cut a name that is too long for a binary frame", () => {
  expect(wireV2.writeBroadcast(`realtime:${"x".repeat(250)}`, { event: "e", content: "{}" })).toBeNull();
});

test("writes a broadcast as JSON whatever its event is called", () => {
  const text = wireV1.writeBroadcast("realtime:a", { event: '"', content: '{"n":1}', meta: { id: "m" } });

  expect(JSON.parse(String(text))).toEqual({
    topic: "realtime:a",
    event: "broadcast",
    payload: { type: "broadcast", event: '"', payload: { n: 1 }, meta: { id: "m" } },
    ref: null,
  });
});

test("text that is not a message is null, not an error", () => {
  for (const text of ["", "no", "null", "[]", "{}", '{"topic":1,"event":"a"}', "[1,2,3,4,5]"]) {
    expect(wireV1.read(text)).toBeNull();
    expect(wireV2.read(text)).toBeNull();
  }
});
