import { ciphers } from "neuroveil/ciphers";
import { expect, it } from "vitest";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { baselines } from "../baselines/list.ts";
import { drawScene } from "../datasets/scene.ts";
import { nativeCurves } from "./native-curve.ts";

const exponents = Array.from({ length: 52 }, (_, i) => i + 1);
const scene = drawScene(0, 48);
const real = [...ciphers, ...baselines].filter(
  ({ nativeKey, status }) => nativeKey.values && status !== "known-weak",
);

it.each(real)(
  "$id: every change of a parameter down to 2^-40 of its range counts",
  async (cipher) => {
    const key = await nativeKeyFrom(cipher, Uint8Array.of(2, 7, 1, 8));
    const curves = await nativeCurves(cipher, scene, key, exponents, { threads: 1 });
    for (const { points, name } of curves)
      for (const { pass, exponent, adjusted } of points)
        if (exponent <= 40) expect(pass, `${name} by 2^-${exponent}, p ${adjusted}`).toBe(true);
  },
);
