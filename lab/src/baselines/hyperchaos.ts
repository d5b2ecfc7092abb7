import { nativeValues, RungeKutta, stateByte } from "neuroveil/internal/chaos";
import { wholeImage, type Cipher } from "neuroveil/ciphers";
import {
  diffuse,
  drawPermutation,
  permute,
  undiffuse,
  unpermute,
  type DiffusionRound,
} from "neuroveil/internal/layers";
import { realKey } from "./real-key.ts";

/** The flow is symmetric in (x, y, w) to (-x, -y, -w): only starts with x > 0 are keys. */
const boxes = [
  [1, 10],
  [-10, 10],
  [10, 30],
  [-10, 10],
] as const;

const h = 0.002;

/** 100 time units: 1.5 times the 67 in which a difference in the last bit grows to order 1. */
const transientSteps = 50_000;

/** 0.01 time units: no finite difference up to the twelfth shows in 20,000 samples. */
const stepsPerSample = 5;

const rounds = 2;

/** The hyperchaotic Chen flow with r = 0.5: Lyapunov exponents 0.539, 0.100, 0, -26.14. */
export function hyperChenField(state: Float64Array, slope: Float64Array): void {
  const [x, y, z, w] = state as unknown as readonly [number, number, number, number];
  slope[0] = 35 * (y - x) + w;
  slope[1] = 7 * x - x * z + 12 * y;
  slope[2] = x * y - 3 * z;
  slope[3] = y * z + 0.5 * w;
}

interface Round extends DiffusionRound {
  readonly permutation: Uint32Array;
}

/** What the orbit gives, sample after sample, none used twice. */
function drawRounds(key: Uint8Array, bytes: number): readonly Round[] {
  const flow = new RungeKutta(hyperChenField, nativeValues(key, boxes), h);
  flow.advance(transientSteps);
  const word = (): number => {
    flow.advance(stepsPerSample);
    return flow.state.reduce((sum, coordinate) => sum * 256 + stateByte(coordinate), 0);
  };
  const permutation = drawPermutation(bytes, word);
  return Array.from({ length: rounds }, () => {
    const sBox = Uint8Array.from(drawPermutation(256, word));
    const [inner, outer] = [new Uint8Array(bytes), new Uint8Array(bytes)];
    for (let i = 0; i < bytes; i += 2) {
      const drawn = word();
      inner[i] = drawn;
      outer[i] = drawn >>> 8;
      inner[i + 1] = drawn >>> 16;
      outer[i + 1] = drawn >>> 24;
    }
    const chain = { inner, outer };
    return { permutation, sBox, forward: chain, backward: chain };
  });
}

/** The usual published design at its best: twice a permutation and a diffusion both ways. */
export const hyperchaos: Cipher = wholeImage({
  id: "hyperchaos",
  family: "baseline",
  status: "baseline",
  source:
    "after the permutation-diffusion ciphers on the hyperchaotic Chen system (Li, Tang, Chen 2005); weak: the keystream ignores the image, keys merge as the flow contracts",
  parameters: { rounds, h, transientSteps, stepsPerSample },
  nativeKey: realKey(["x0", "y0", "z0", "w0"], boxes),
  keySpace: "2^(4 * 53) values, fewer in effect: orbits merge on the attractor",
  encryptBytes: (data, key) => {
    for (const round of drawRounds(key, data.length)) {
      permute(data, round.permutation);
      diffuse(data, round);
    }
  },
  decryptBytes: (data, key) => {
    for (const round of drawRounds(key, data.length).toReversed()) {
      undiffuse(data, round);
      unpermute(data, round.permutation);
    }
  },
});
