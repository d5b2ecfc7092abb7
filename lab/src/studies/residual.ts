import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { ciphers, type Cipher } from "neuroveil/ciphers";
import { openContainer, sealPixels } from "neuroveil/container";
import { NeuroveilError } from "neuroveil/errors";
import { encodeImage, type Image } from "neuroveil/image";
import { createKeyRing } from "neuroveil/keys";
import { generated } from "../datasets/generated.ts";
import { openDataset } from "../datasets/open-dataset.ts";
import { psnr } from "../metrics/psnr.ts";
import { ssim } from "../metrics/ssim.ts";
import { meanInterval, type MeanInterval } from "../statistics/mean-interval.ts";
import type { Study } from "./study.ts";

/** What a lossy cipher keeps of an image, and what it takes to make it exact; sizes in bits a pixel. */
export interface ResidualFigures {
  readonly name: string;
  /** Of the approximation, in decibels; infinite where nothing is lost. */
  readonly psnr: number;
  readonly ssim: number;
  /** By how much the sealed residual with its padding makes the cipher image's file longer. */
  readonly residual: number;
  /** The image's own PNG file, as whoever sends it has it. */
  readonly png: number;
  /** The image as lossless WebP. */
  readonly webp: number;
}

/** What an image takes by itself, in bytes. */
export interface OwnSizes {
  /** Its PNG file. */
  readonly png: number;
  /** As lossless WebP. */
  readonly webp: number;
}

export async function residualFigures(
  cipher: Cipher,
  name: string,
  image: Image,
  own: OwnSizes,
): Promise<ResidualFigures> {
  const key = Uint8Array.from({ length: 32 }, (_, i) => 31 * i + 8);
  // Bare, because that can repeat a nonce: the figures are the same each time.
  const settings = {
    cipher,
    contentKey: { bytes: key, wrapped: undefined },
    protection: "bare",
    nonce: key.subarray(16),
  } as const;
  const whole = await sealPixels(image, settings);
  const short = await sealPixels(image, { ...settings, lossy: true });
  const opened = await openContainer(short, {
    keys: createKeyRing({ key }),
    bare: true,
    // Without its residual nothing verifies what a lossy cipher decrypts.
    unverified: true,
    ciphers: [cipher],
  });
  if (opened.payload !== "pixels") throw new Error("expected the pixels that were sealed");
  const bitsPerPixel = (bytes: number): number => (8 * bytes) / (image.width * image.height);
  return {
    name,
    psnr: psnr(image, opened.image)[0]!.value,
    ssim: ssim(image, opened.image)[0]!.value,
    residual: bitsPerPixel(whole.length - short.length),
    png: bitsPerPixel(own.png),
    webp: bitsPerPixel(own.webp),
  };
}

/**
 * Whether a cipher's networks carry nothing of the images: what it loses takes as much room as the
 * images' own PNG files, on the average, so that its cipher image could as well be left out.
 */
export function carriesNothing(figures: readonly ResidualFigures[]): boolean {
  return mean(figures, ({ residual, png }) => residual - png).value >= 0;
}

/** A section of the page. @param figures of images of one set, at least two */
export function residualSection(cipher: Cipher, figures: readonly ResidualFigures[]): string {
  const rows = figures.map(
    (row) =>
      `| ${row.name} | ${row.psnr.toFixed(2)} | ${row.ssim.toFixed(4)} | ${[row.residual, row.png, row.webp].map((bits) => bits.toFixed(2)).join(" | ")} |`,
  );
  const columns = (["psnr", "ssim", "residual", "png", "webp"] as const).map((name) =>
    interval(mean(figures, (row) => row[name])),
  );
  const smaller = figures.filter(({ residual, png }) => residual < png).length;
  const less = interval(mean(figures, ({ residual, png }) => png - residual));
  const verdict = carriesNothing(figures)
    ? "On the average it is no smaller: **the networks carry nothing** of these images. A cipher of which that is true is listed as known-weak."
    : "On the average it is smaller.";
  return `## ${cipher.id}

| image | PSNR, dB | SSIM | residual | PNG | WebP |
|---|---|---|---|---|---|
${rows.join("\n")}
| mean (95 % interval, n = ${figures.length}) | ${columns.join(" | ")} |

The residual is smaller than the PNG for ${smaller} of ${figures.length} images; PNG less residual: ${less} bits a pixel. ${verdict}
`;
}

/** Images of a quick run. */
const quickImages = 2;

async function ownSizes(folder: string, name: string, image: Image): Promise<OwnSizes> {
  const { default: sharp } = await import("sharp");
  const { width, height, channels, data } = image;
  const raw = { width, height, channels: channels as 1 | 2 | 3 | 4 };
  const webp = await sharp(data, { raw }).webp({ lossless: true, effort: 6 }).toBuffer();
  return { png: await pngSize(folder, name, image), webp: webp.length };
}

/** Of a drawn scene, which is no file: as it would be written. */
async function pngSize(folder: string, name: string, image: Image): Promise<number> {
  if (folder === generated.name) return (await encodeImage(image)).bytes.length;
  if (name.endsWith(".png")) return (await stat(join(folder, name))).size;
  throw new NeuroveilError("input", {
    expected: "PNG files",
    got: name,
    todo: "give a folder of PNG files",
  });
}

export const residualStudy: Study = {
  id: "residual",
  question: "What do lossy ciphers lose, and what does it take to make them exact?",
  inputs: "a folder of PNG files (default: drawn scenes)",
  page: () => "residual.md",
  async run({ quick, inputs: [folder = generated.name], onProgress }) {
    const lossy = ciphers.filter(({ lossless }) => !lossless);
    const sections: string[] = [];
    const faults: string[] = [];
    let count = 0;
    for (const [i, cipher] of lossy.entries()) {
      const figures: ResidualFigures[] = [];
      for await (const { name, image } of (await openDataset(folder)).samples()) {
        if (quick && figures.length === quickImages) break;
        onProgress?.(i / lossy.length, `${cipher.id}, ${name}`);
        figures.push(
          await residualFigures(cipher, name, image, await ownSizes(folder, name, image)),
        );
      }
      count = figures.length;
      sections.push(residualSection(cipher, figures));
      if (carriesNothing(figures) && cipher.status !== "known-weak")
        faults.push(`expected ${cipher.id} to be known-weak, which carries nothing`);
    }
    const images = `Images: ${basename(folder)}, ${count} files.`;
    return { section: `${images}\n\n${sections.join("\n")}`, faults };
  },
};

function mean(
  figures: readonly ResidualFigures[],
  of: (row: ResidualFigures) => number,
): MeanInterval {
  return meanInterval(figures.map(of));
}

function interval({ value, low, high }: MeanInterval): string {
  return `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}
