import type { Compared } from "./run-comparison.ts";
import { secretOf } from "@neuroveil/lab/comparison";
import { provenance, type Provenance } from "@neuroveil/lab/studies";
import { toHex } from "neuroveil/internal/bytes";
import type { ComparedCipher } from "./cipher-source.ts";

/** What it takes to repeat a comparison. */
interface Manifest extends Provenance {
  /** What was called, from the program's name on. */
  readonly command: readonly string[];
  readonly seed: string;
  readonly positions: number;
  readonly ciphers: readonly {
    readonly id: string;
    readonly parameters: Readonly<Record<string, number | string>>;
    /** SHA-256 of its weights, where it has some. */
    readonly weights?: string;
    /** SHA-256 of the module or program that it came from. */
    readonly code?: string;
  }[];
  /** With the 32 bytes, in hex, that native keys are derived from, key by key. */
  readonly images: readonly (Compared["comparison"]["images"][number] & {
    readonly secrets: readonly string[];
  })[];
}

export async function manifestOf(
  { comparison }: Compared,
  ciphers: readonly ComparedCipher[],
): Promise<Manifest> {
  const { seed, positions, keys, images } = comparison;
  return {
    command: ["neuroveil", ...process.argv.slice(2)],
    ...(await provenance()),
    seed,
    positions,
    ciphers: ciphers.map(({ cipher: { id, parameters, weights }, source: { code } }) => ({
      id,
      parameters,
      ...(weights !== undefined && { weights }),
      ...(code !== undefined && { code }),
    })),
    images: await Promise.all(
      images.map(async (image) => {
        const secrets = Array.from({ length: keys }, (_, key) => secretOf(seed, image, key));
        return Object.assign({}, image, { secrets: (await Promise.all(secrets)).map(toHex) });
      }),
    ),
  };
}
