import { expect, it } from "vitest";
import { deconvolveCausal } from "../../layers/causal-convolution.ts";
import { oddInverse } from "../../layers/channel-mixing.ts";
import { deconvolveCircular } from "../../layers/circular-convolution.ts";
import { convSingle } from "./conv-single.ts";

const key = Uint8Array.of(18, 52, 86, 120, 154, 188, 222, 241, 35, 69);

async function encrypted(width: number, height: number, data: Uint8Array): Promise<Uint8Array> {
  const copy = data.slice();
  await convSingle.encrypt({ width, height, channels: 1, bytesPerSample: 1, data: copy }, key);
  return copy;
}

/** Cipher images of zeros, of zeros and a single one in row 0 and column 1, and of a secret image. */
async function chosen(
  width: number,
  height: number,
): Promise<Record<"plain" | "zeros" | "delta" | "cipherImage", Uint8Array>> {
  const zeros = new Uint8Array(width * height);
  const delta = zeros.slice();
  delta[1] = 1;
  const plain = zeros.map((_, i) => i * i + 5);
  return {
    plain,
    zeros: await encrypted(width, height, zeros),
    delta: await encrypted(width, height, delta),
    cipherImage: await encrypted(width, height, plain),
  };
}

it("falls to two chosen images in its circular form", async () => {
  const layout = { width: 32, height: 16, stride: 1 };
  const { plain, zeros, delta, cipherImage } = await chosen(32, 16);
  const answer = delta.map((byte, i) => byte - zeros[i]!);
  // The answer at a place is the weight of the tap that reaches from there to the one.
  const kernel = Uint8Array.from({ length: 9 }, (_, tap) => {
    const away = (Math.floor(tap / 3) - 1) * 32 + (tap % 3) - 1;
    return answer[(1 - away + 512) % 512]!;
  });
  const linear = cipherImage.map((byte, i) => byte - zeros[i]!);
  expect(deconvolveCircular(linear, layout, kernel)).toEqual(plain);
});

it("falls to two chosen images in its causal form", async () => {
  const layout = { width: 33, height: 15, stride: 1 };
  const { plain, zeros, delta, cipherImage } = await chosen(33, 15);
  const answer = delta.map((byte, i) => byte - zeros[i]!);
  const at = (row: number, column: number): number => answer[33 * row + column]!;
  const own = at(0, 1);
  const inverse = oddInverse(own);
  const left = (inverse * at(0, 2)) & 255;
  const upRight = (inverse * at(1, 0)) & 255;
  const up = (inverse * (at(1, 1) - upRight * at(0, 2) - left * at(1, 0))) & 255;
  const upLeft =
    (inverse * (at(1, 2) - up * at(0, 2) - upRight * at(0, 3) - left * at(1, 1))) & 255;
  const secret = cipherImage.slice();
  deconvolveCausal(secret, layout, { own, before: [upLeft, up, upRight, left], bias: zeros[0]! });
  expect(secret).toEqual(plain);
});
