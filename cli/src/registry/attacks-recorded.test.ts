import { attackById, recorded } from "@neuroveil/lab/attacks";
import { expect, test } from "vitest";
import { attacksRecorded } from "./attacks-recorded.ts";
import { knownCiphers } from "./known-ciphers.ts";

test("every row of the record is a cipher, and its attacks are attacks", () => {
  const ids = knownCiphers.map(({ id }) => id);
  expect(Object.keys(recorded).length).toBeGreaterThan(0);
  for (const [id, { brokenBy, stood }] of Object.entries(recorded)) {
    expect(ids).toContain(id);
    for (const attack of [...brokenBy, ...stood]) expect(attackById(attack).id).toBe(attack);
  }
});

test("what falls as used is known to be weak", () => {
  for (const { id, status } of knownCiphers) {
    if (!Object.hasOwn(recorded, id) || status === "known-weak") continue;
    const fell = recorded[id]!.brokenBy.filter((each) => attackById(each).setting === "as-used");
    expect(fell, id).toEqual([]);
  }
});

test("the record says which setting a cipher falls in, and AES falls in none as used", () => {
  expect(attacksRecorded("aes-256-gcm")).toMatch(/falls to .*keystream-reuse \(nonce-reused\)/);
  expect(attacksRecorded("aes-256-gcm")).not.toMatch(/as-used/);
  expect(attacksRecorded("rot13")).toBeUndefined();
});
