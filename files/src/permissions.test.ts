import { expect, test } from "vitest";
import { modeWithin } from "./permissions.ts";

/** Of the test's own process, which is what files get here. */
const allowed = 0o666 & ~process.umask();

test.each([
  [0o644, 0o644],
  [0o600, 0o600],
  [0o440, 0o440],
  [0o755, 0o644],
  [0o100660, 0o660],
])("the same group, from %o at most %o", (mode, most) => {
  expect(modeWithin([{ mode, gid: 7 }], 7)).toBe(most & allowed);
});

test.each([
  // The other group did not have what its group had.
  [0o640, 0o600],
  [0o644, 0o644],
  [0o664, 0o644],
  // Its group was shut out of what everybody had.
  [0o604, 0o600],
])("another group, from %o at most %o", (mode, most) => {
  expect(modeWithin([{ mode, gid: 8 }], 7)).toBe(most & allowed);
});

test("several limits", () => {
  const limits = [0o664, 0o646, 0o444].map((mode) => ({ mode, gid: 7 }));
  expect(modeWithin(limits, 7)).toBe(0o444 & allowed);
  expect(modeWithin([], 7)).toBe(allowed);
});
