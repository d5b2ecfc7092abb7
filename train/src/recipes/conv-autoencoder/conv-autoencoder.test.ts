import { compile, Graph, multiply, Random, Scope, Variables } from "@neuroveil/autodiff";
import { fastConvolvePlanes } from "neuroveil/internal/kernels";
import {
  convolvePlanes,
  readConvAutoencoder,
  readSafetensors,
  runAutoencoderHalf,
  type Planes,
} from "neuroveil/internal/networks";
import { describe, expect, test } from "vitest";
import { runHalf } from "../../families/convolutional/network.ts";
import { convAutoencoder } from "./recipe.ts";

const settings = { ...convAutoencoder.lengths.glimpse, batch: 2, channels: 6, side: 16 };

test("encoder and decoder compute the same in training and as shipped, in TypeScript and WebAssembly, sample by sample", async () => {
  const graph = new Graph();
  const images = graph.input("images", [1, 3, 16, 16]);
  const keys = graph.input("keys", [1, 3, 16, 16]);
  const cipher = runHalf(new Scope(graph, "encoder"), settings, images, keys);
  const decrypted = runHalf(new Scope(graph, "decoder"), settings, cipher, keys);
  const program = await compile(graph, { cipher: multiply(cipher, 1), decrypted });
  const variables = Variables.initial([graph], "seed");
  const random = Random.fromText("samples");
  const draw = (): Planes => ({
    channels: 3,
    height: 16,
    width: 16,
    data: Int16Array.from({ length: 768 }, () => random.below(256) - 128),
  });
  const [image, key] = [draw(), draw()];
  const numbers = await program.run(variables, {
    images: Float32Array.from(image.data),
    keys: Float32Array.from(key.data),
  });
  await program.release();
  const network = readConvAutoencoder(convAutoencoder.export(settings, variables));
  for (const convolve of [convolvePlanes, await fastConvolvePlanes()]) {
    const shippedCipher = runAutoencoderHalf(network.encoder, image, key, convolve);
    const shippedImage = runAutoencoderHalf(network.decoder, shippedCipher, key, convolve);
    expect([...shippedCipher.data]).toEqual([...numbers["cipher"]!]);
    expect([...shippedImage.data]).toEqual([...numbers["decrypted"]!]);
  }
  expect(new Set(numbers["cipher"]).size).toBeGreaterThan(50);
});

describe("the weight file", () => {
  const players = convAutoencoder.players(settings);
  const variables = Variables.initial(
    players.map(({ graph }) => graph),
    "seed",
  );
  const file = convAutoencoder.export(settings, variables);

  test("holds kernels in 8 bits and biases in 32, and reads back", () => {
    const { tensors } = readSafetensors(file);
    const kernels = [...tensors].filter(([name]) => name.endsWith(".kernel"));
    expect(kernels.map(([name, { dtype, shape }]) => [name, dtype, shape])).toEqual([
      ["encoder.0.kernel", "I8", [6, 6, 3, 3]],
      ["encoder.1.kernel", "I8", [6, 6, 3, 3]],
      ["encoder.2.kernel", "I8", [3, 12, 3, 3]],
      ["decoder.0.kernel", "I8", [6, 6, 3, 3]],
      ["decoder.1.kernel", "I8", [6, 6, 3, 3]],
      ["decoder.2.kernel", "I8", [3, 12, 3, 3]],
    ]);
    expect(tensors.get("encoder.0.bias")?.dtype).toBe("I32");
  });

  test("of the full recipe is below 1 MB", () => {
    const { full } = convAutoencoder.lengths;
    const graphs = convAutoencoder.players(full).map(({ graph }) => graph);
    const weights = convAutoencoder.export(full, Variables.initial(graphs, "seed"));
    expect(weights.length).toBeLessThan(1_000_000);
  });
});
