import { expect, test } from "vitest";
import { figuresTable } from "./figures-table.ts";
import type { ModelCard } from "./model-card.ts";

function card(steps: number, figures: ModelCard["figures"]): ModelCard {
  return {
    format: "neuroveil model card 1",
    recipe: "conv-autoencoder",
    settings: { steps, batch: 16, rate: 0.001, measured: 4 },
    seed: "1",
    threads: 1,
    device: "cpu",
    data: { name: "/somewhere/cifar-10/", training: 9, heldOut: 1, fingerprint: "" },
    machine: { node: "v20", onnxruntime: "1.30", platform: "linux x64", cpu: "made" },
    sha256: "0123456789abcdef0123",
    bytes: 9256,
    figures,
  };
}

test("shows what differs, and figures with their intervals", () => {
  const psnr = { id: "right-key-psnr", mean: 30.123, low: 29.9, high: 30.34, n: 32 };
  const ssim = { id: "right-key-ssim", mean: 0.95, low: 0.94, high: 0.96, n: 32 };
  expect(figuresTable([card(500, [psnr]), card(5000, [psnr, ssim])]).split("\n")).toEqual([
    "|  | run 1 | run 2 |",
    "| --- | --- | --- |",
    "| data | cifar-10 | cifar-10 |",
    "| steps | 500 | 5000 |",
    "| weights, bytes | 9256 | 9256 |",
    "| SHA-256 | `0123456789abcdef…` | `0123456789abcdef…` |",
    "| right-key-psnr | 30.12 (29.90 to 30.34, n = 32) | 30.12 (29.90 to 30.34, n = 32) |",
    "| right-key-ssim | – | 0.950 (0.940 to 0.960, n = 32) |",
  ]);
});
