import { correlation, entropy, psnr, ssim } from "@neuroveil/lab/metrics";
import type { Planes } from "neuroveil/internal/networks";
import { meanFigure } from "../../evaluation/mean-figure.ts";
import type { Figure } from "../../recipe.ts";
import { toImage } from "./planes.ts";

/** Instead of no number, of images that are equal. */
export const mostDecibels = 99;

/** Values of many pictures by the id of their figure. */
export class Notes {
  readonly #values = new Map<string, number[]>();

  /** NaN, the correlation of what does not vary, is no value and does not count. */
  note(id: string, value: number): void {
    if (Number.isNaN(value)) return;
    this.#values.set(id, [...(this.#values.get(id) ?? []), value]);
  }

  /** How near another image comes to this one. */
  quality(id: string, plain: Planes, other: Planes): void {
    const [image, near] = [toImage(plain), toImage(other)];
    this.note(`${id}-psnr`, Math.min(psnr(image, near)[0]!.value, mostDecibels));
    this.note(`${id}-ssim`, ssim(image, near)[0]!.value);
  }

  /** The usual statistics of a cipher image: correlations without their signs, over all channels. */
  cipherImage(cipher: Planes): void {
    const image = toImage(cipher);
    this.note("cipher-entropy", entropy(image)[0]!.value);
    for (const id of ["horizontal", "vertical", "diagonal"]) {
      const byChannel = correlation(image).filter((metric) => metric.id.endsWith(id));
      const total = byChannel.reduce((sum, { value }) => sum + Math.abs(value), 0);
      this.note(`cipher-correlation-${id}`, total / byChannel.length);
    }
  }

  figures(): readonly Figure[] {
    return [...this.#values].map(([id, values]) => meanFigure(id, values));
  }
}
