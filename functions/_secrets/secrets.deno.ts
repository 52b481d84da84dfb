// On hosted's runtime: what is sealed opens in its own place alone.
import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import { type Envelope, seal, unseal } from "./envelope.ts";
import { makeDataKey, openDataKey, readMasterKeys, rewrap } from "./master-keys.ts";

const ONE = `one:${btoa("1".repeat(32))}`;
const TWO = `two:${btoa("2".repeat(32))}`;
const ORG = "3f2c1a52-3a0e-4a39-9c70-3f2f5e1a0001";
const OTHER = "3f2c1a52-3a0e-4a39-9c70-3f2f5e1a0002";
const PLACE = { orgId: ORG, secretId: "9b1d7f0e-6f6f-4a0b-8a55-000000000001", version: 1 };

Deno.test("secrets: what is sealed opens again, also empty and beyond ASCII", async () => {
  const { dataKey } = await makeDataKey(await readMasterKeys(ONE), ORG);

  for (const text of ["", "a secret", '{"password":"pässwörd 🔑"}', "x".repeat(65_536)]) {
    strictEqual(await unseal(dataKey, PLACE, await seal(dataKey, PLACE, text)), text);
  }
  await rejects(seal(dataKey, PLACE, "x".repeat(65_537)), RangeError);
});

Deno.test("secrets: an envelope opens nowhere else and not after a change", async () => {
  const masters = await readMasterKeys(ONE);
  const { dataKey } = await makeDataKey(masters, ORG);
  const { dataKey: foreign } = await makeDataKey(masters, OTHER);
  const envelope = await seal(dataKey, PLACE, "a secret");
  const flipped = (text: string) => (text.startsWith("A") ? `B${text.slice(1)}` : `A${text.slice(1)}`);

  // One after the other: a refusal that nobody waits for yet ends the test.
  const elsewhere = [
    () => unseal(dataKey, { ...PLACE, orgId: OTHER }, envelope),
    () => unseal(dataKey, { ...PLACE, secretId: OTHER }, envelope),
    () => unseal(dataKey, { ...PLACE, version: 2 }, envelope),
    () => unseal(foreign, PLACE, envelope),
    () => unseal(foreign, PLACE, { ...envelope, key: foreign.id }),
    () => unseal({ id: foreign.id, key: dataKey.key }, PLACE, { ...envelope, key: foreign.id }),
    () => unseal(dataKey, PLACE, { ...envelope, iv: flipped(envelope.iv) }),
    () => unseal(dataKey, PLACE, { ...envelope, sealed: flipped(envelope.sealed) }),
  ];

  for (const attempt of elsewhere) await rejects(attempt());
  ok(!JSON.stringify(envelope).includes("sk_live"));
});

Deno.test("secrets: 5 000 envelopes have 5 000 nonces", async () => {
  const { dataKey } = await makeDataKey(await readMasterKeys(ONE), ORG);

  const nonces = new Set<string>();
  for (let round = 0; round < 5_000; round++) nonces.add((await seal(dataKey, PLACE, "x")).iv);

  strictEqual(nonces.size, 5_000);
});

Deno.test("secrets: a master key is replaced while every envelope stays and opens throughout", async () => {
  const before = await readMasterKeys(ONE);
  const { dataKey, wrapped } = await makeDataKey(before, ORG);
  const envelope: Envelope = await seal(dataKey, PLACE, "a secret");
  const during = await readMasterKeys(`${TWO},${ONE}`);
  const after = await readMasterKeys(TWO);

  strictEqual(await unseal(await openDataKey(during, ORG, wrapped), PLACE, envelope), "a secret");
  const rewrapped = await rewrap(during, ORG, wrapped);
  ok(rewrapped);
  deepStrictEqual([rewrapped.id, rewrapped.master], [wrapped.id, "two"]);
  strictEqual(await unseal(await openDataKey(after, ORG, rewrapped), PLACE, envelope), "a secret");
  strictEqual(await rewrap(after, ORG, rewrapped), null);
  await rejects(openDataKey(after, ORG, wrapped), /"one" is not among/);
});

Deno.test("secrets: an organisation's key does not open for another, nor under another master's name", async () => {
  const masters = await readMasterKeys(`${ONE},${TWO}`);
  const { wrapped } = await makeDataKey(masters, ORG);

  await rejects(openDataKey(masters, OTHER, wrapped));
  await rejects(openDataKey(masters, ORG, { ...wrapped, master: "two" }));
  await rejects(openDataKey(masters, ORG, { ...wrapped, id: OTHER }));
});

Deno.test("secrets: keys that are missing, short or named twice are refused without showing them", async () => {
  for (const text of [undefined, "", "one", "one:abc", `${ONE},`, `${ONE},${ONE}`, btoa("1".repeat(32))]) {
    await rejects(readMasterKeys(text), (error: Error) => {
      ok(error.message.startsWith("FLOYO_SECRETS_KEYS"));
      return !error.message.includes(btoa("1".repeat(32)));
    });
  }
});
