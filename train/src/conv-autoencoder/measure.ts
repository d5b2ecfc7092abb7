import { compile, Graph, multiply, Random, Scope, type Variables } from "@neuroveil/autodiff";
import { correlation, entropy, psnr, ssim } from "@neuroveil/lab/metrics";
import type { Image } from "neuroveil/image";
import {
  fastConvolvePlanes,
  runAutoencoderHalf,
  type AutoencoderHalf,
  type ConvAutoencoder,
  type Planes,
} from "neuroveil/networks";
import { randomCrop } from "../data/crops.ts";
import type { Examples } from "../data/examples.ts";
import { meanFigure } from "../mean-figure.ts";
import { pearson } from "../pearson.ts";
import type { Figure, Settings } from "../recipe.ts";
import { adversary } from "./players.ts";

/**
 * What the integer network does on held-out pictures, each under a random key: quality under the right
 * key, under a wrong one, of the adversary's guess and of the mean colour, what a key used twice gives away, and the usual statistics of
 * the cipher image (correlations without their signs).
 */
export async function measureNetwork(
  settings: Settings,
  network: ConvAutoencoder,
  variables: Variables,
  { heldOut }: Examples,
): Promise<readonly Figure[]> {
  const { side = 0, keyPlanes = 0, measured = 0 } = settings;
  const random = Random.fromText("measure");
  const guess = await openAdversary(side, variables);
  const convolve = await fastConvolvePlanes();
  const run = (half: AutoencoderHalf, x: Planes, keys: Planes): Planes =>
    runAutoencoderHalf(half, x, keys, convolve);
  const values = new Map<string, number[]>();
  const note = (id: string, value: number): void => {
    values.set(id, [...(values.get(id) ?? []), value]);
  };
  for (let i = 0; i < measured; i++) {
    const square = randomCrop(heldOut[i % heldOut.length]!, side, random);
    const plain = planesOf(square, side);
    const [keys, wrongKeys] = [0, 1].map(() => keyPlanesOf(random, keyPlanes, side)) as [
      Planes,
      Planes,
    ];
    const cipher = run(network.encoder, plain, keys);
    const image = toImage(plain);
    const quality = (id: string, other: Planes): void => {
      note(`${id}-psnr`, psnr(image, toImage(other))[0]!.value ?? 99);
      note(`${id}-ssim`, ssim(image, toImage(other))[0]!.value);
    };
    quality("right-key", run(network.decoder, cipher, keys));
    quality("wrong-key", run(network.decoder, cipher, wrongKeys));
    quality("adversary", await guess.run(cipher));
    quality("mean-colour", meanColour(plain));
    const other = planesOf(randomCrop(heldOut[(i + 1) % heldOut.length]!, side, random), side);
    const otherCipher = run(network.encoder, other, keys);
    note("reused-key", Math.abs(pearson(minus(cipher, otherCipher), minus(plain, other))));
    const cipherImage = toImage(cipher);
    note("cipher-entropy", entropy(cipherImage)[0]!.value);
    for (const id of ["horizontal", "vertical", "diagonal"]) {
      const byChannel = correlation(cipherImage).filter((metric) => metric.id.endsWith(id));
      const total = byChannel.reduce((sum, { value }) => sum + Math.abs(value), 0);
      note(`cipher-correlation-${id}`, total / byChannel.length);
    }
  }
  await guess.release();
  return [...values].map(([id, all]) => meanFigure(id, all));
}

async function openAdversary(side: number, variables: Variables) {
  const graph = new Graph();
  const cipher = graph.input("cipher", [1, 3, side, side]);
  const guess = adversary(new Scope(graph, "adversary"), cipher);
  const program = await compile(graph, { guess: multiply(guess, 1) });
  return {
    run: async ({ data, ...shape }: Planes): Promise<Planes> => {
      const { guess } = await program.run(variables, { cipher: Float32Array.from(data) });
      const samples = Int16Array.from(guess!, (v) => Math.min(Math.max(Math.round(v), -128), 127));
      return { ...shape, data: samples };
    },
    release: (): Promise<void> => program.release(),
  };
}

function planesOf(samples: Uint8Array, side: number): Planes {
  const data = Int16Array.from(samples, (sample) => sample - 128);
  return { channels: samples.length / side ** 2, height: side, width: side, data };
}

function keyPlanesOf(random: Random, count: number, side: number): Planes {
  return planesOf(
    Uint8Array.from({ length: count * side ** 2 }, () => random.below(256)),
    side,
  );
}

/** Sample by sample. */
function minus(a: Planes, b: Planes): Int16Array {
  return a.data.map((sample, i) => sample - b.data[i]!);
}

/** All that anybody knows who knows nothing: the mean of each plane. */
function meanColour({ data, ...shape }: Planes): Planes {
  const plane = shape.height * shape.width;
  const means = Array.from({ length: shape.channels }, (_, i) =>
    Math.round(data.subarray(i * plane, (i + 1) * plane).reduce((a, b) => a + b, 0) / plane),
  );
  return { ...shape, data: data.map((_, i) => means[Math.floor(i / plane)]!) };
}

function toImage({ height, width, data }: Planes): Image {
  const pixels = height * width;
  const samples = new Uint8Array(3 * pixels);
  for (let i = 0; i < samples.length; i++) {
    samples[i] = data[(i % 3) * pixels + Math.floor(i / 3)]! + 128;
  }
  return { width, height, channels: 3, bits: 8, colour: "rgb", data: samples, metadata: {} };
}
