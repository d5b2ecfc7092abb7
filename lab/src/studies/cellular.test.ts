import { RungeKutta } from "neuroveil/chaos";
import { ciphers, keystream } from "neuroveil/ciphers";
import { expect, it } from "vitest";
import { cellular6 } from "../dynamics/systems/cellular.ts";
import { differenceDistinguisher } from "../statistics/difference-distinguisher.ts";

const secret = Uint8Array.from({ length: 32 }, (_, i) => 7 * i + 1);

it.each(ciphers.filter(({ family, id }) => family === "cellular" && id.endsWith("-literal")))(
  "$id: finite differences show its keystream",
  async ({ id }) => {
    const parts: Uint8Array[] = [];
    for await (const part of keystream(id, secret, 20_000)) parts.push(part);
    const { pass, strongest } = differenceDistinguisher(Buffer.concat(parts));
    expect(pass).toBe(false);
    expect(strongest.value).toBeGreaterThan(0.5);
  },
);

it("of six cells the last two are no key material: two starts of theirs become one within 40 time units", () => {
  const h = 0.005;
  const start = [0.1, 0.2, 0.3, 0.4];
  const [one, other] = [
    new RungeKutta(cellular6.field, Float64Array.of(...start, 0.5, -0.6), h),
    new RungeKutta(cellular6.field, Float64Array.of(...start, -0.9, 0.8), h),
  ];
  one.advance(20 / h);
  other.advance(20 / h);
  expect(one.state).not.toEqual(other.state);
  expect(one.state.subarray(0, 4)).toEqual(other.state.subarray(0, 4));
  one.advance(20 / h);
  other.advance(20 / h);
  expect(one.state).toEqual(other.state);
});
