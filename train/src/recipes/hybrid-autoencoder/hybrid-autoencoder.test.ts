import { compile, Graph, multiply, Random, Scope, Variables } from "@neuroveil/autodiff";
import { fastLayers } from "neuroveil/internal/kernels";
import {
  decodeHybrid,
  encodeHybrid,
  readHybridAutoencoder,
  type Planes,
} from "neuroveil/internal/networks";
import { describe, expect, test } from "vitest";
import type { Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { decode, encode } from "./network.ts";
import { hybridAutoencoder } from "./recipe.ts";

const base: Settings<Setting> = {
  ...hybridAutoencoder.lengths.glimpse,
  batch: 2,
  channels: 5,
  units: 12,
  patches: 3,
};

test.each<[string, Settings<Setting>]>([
  ["forwards", { ...base, keyBytes: 7 }],
  ["backwards with two LSTM layers", { ...base, backwards: 1, lstmLayers: 2, cnnLayers: 2 }],
])(
  "encoder and decoder, %s, compute the same in training and as shipped, sample by sample",
  async (_, settings) => {
    const { keyBytes } = settings;
    const graph = new Graph();
    const images = graph.input("images", [1, 3, 12, 12]);
    const keys = graph.input("keys", [1, keyBytes]);
    const cipher = encode(new Scope(graph, "encoder"), settings, images, keys);
    const decrypted = decode(new Scope(graph, "decoder"), settings, cipher, keys);
    const program = await compile(graph, { cipher: multiply(cipher, 1), decrypted });
    const variables = Variables.initial([graph], "seed");
    // Large enough for gates and cells to reach their bounds.
    for (const half of ["encoder", "decoder"]) {
      const name = `${half}.lstm.0.hidden`;
      variables.set(
        name,
        variables.get(name).map((weight) => 4 * weight),
      );
    }
    const random = Random.fromText("samples");
    const image: Planes = {
      channels: 3,
      height: 12,
      width: 12,
      data: Int16Array.from({ length: 432 }, () => random.below(256) - 128),
    };
    const key = Uint8Array.from({ length: keyBytes }, () => random.below(256));
    const numbers = await program.run(variables, {
      images: Float32Array.from(image.data),
      keys: Float32Array.from(key, (byte) => byte - 128),
    });
    await program.release();
    const network = readHybridAutoencoder(hybridAutoencoder.export(settings, variables));
    for (const engine of [undefined, await fastLayers()]) {
      const shippedCipher = encodeHybrid(network, image, key, engine);
      const shippedImage = decodeHybrid(network, shippedCipher, key, engine);
      expect([...shippedCipher.data]).toEqual([...numbers["cipher"]!]);
      expect([...shippedImage.data]).toEqual([...numbers["decrypted"]!]);
    }
    expect(new Set(numbers["cipher"]).size).toBeGreaterThan(50);
    expect(new Set(numbers["decrypted"]).size).toBeGreaterThan(50);
  },
);

describe("the weight file of the full recipe", () => {
  const { full } = hybridAutoencoder.lengths;
  const graphs = hybridAutoencoder.players(full).map(({ graph }) => graph);
  const file = hybridAutoencoder.export(full, Variables.initial(graphs, "seed"));

  test("is below 1 MB", () => {
    expect(file.length).toBeLessThan(1_000_000);
  });

  test("holds the layers, the key's length and the decoder's direction", () => {
    const { encoder, keyBytes, backwards } = readHybridAutoencoder(file);
    expect({ keyBytes, backwards }).toEqual({ keyBytes: 32, backwards: false });
    expect(encoder.cnn.map(({ inputs, outputs }) => [inputs, outputs])).toEqual([
      [3, 16],
      [19, 3],
    ]);
    expect(encoder.lstm.map(({ inputs, units }) => [inputs, units])).toEqual([[48, 64]]);
  });
});
