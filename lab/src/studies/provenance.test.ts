import { hostname, userInfo } from "node:os";
import { expect, test } from "vitest";
import { provenance } from "./provenance.ts";

test("a run tells versions, commit and kind of machine, and no name of machine, user or folder", async () => {
  const found = await provenance();
  expect(found.versions.node).toBe(process.versions.node);
  expect(found.versions.neuroveil).toMatch(/^\d+\.\d+\.\d+/);
  if (found.commit !== null) expect(found.commit).toMatch(/^[0-9a-f]{40}$/);
  expect(found.machine.cores).toBeGreaterThan(0);
  const values = Object.values({ ...found.versions, ...found.machine }).map(String);
  for (const value of values) {
    expect(value).not.toContain(process.cwd());
    expect(value).not.toBe(hostname());
    expect(value).not.toBe(userInfo().username);
  }
});
