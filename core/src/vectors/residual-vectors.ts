import { protections } from "../container/header/header.ts";
import { forge } from "../container/forge.test.support.ts";
import { images, secondImages } from "./images.ts";
import type { Vector } from "./vector.ts";
import type { Workshop } from "./workshop.ts";

const cipher = "conv-autoencoder";

/** A lossy cipher with its residual, and without. Its zlib streams are stored, not compressed. */
export async function residualVectors(shop: Workshop): Promise<Vector[]> {
  const vectors: Vector[] = [];
  for (const protection of protections) {
    const common = { content: images.rgb8, cipher, protection, fileName: "ramp.jpg" };
    vectors.push(
      await shop.valid(
        { name: `residual-${protection}`, ...common },
        `A lossy cipher with its residual: exact, ${protection}.`,
      ),
    );
  }
  for (const protection of ["sealed", "authenticated"] as const) {
    const lossy = { content: images.rgb8, cipher, protection, fileName: "ramp.jpg" };
    vectors.push(
      await shop.valid(
        { name: `lossy-${protection}`, ...lossy, lossy: true },
        `A lossy cipher whose residual was left out: an approximation, ${protection}.`,
      ),
    );
  }
  for (const name of ["one-pixel", "gray1", "gray-alpha8", "rgba16", "palette"] as const) {
    vectors.push(
      await shop.valid(
        { name: `residual-${name}`, content: images[name], cipher },
        `A lossy cipher with its residual, image ${name}.`,
      ),
    );
  }
  const pair = { content: images.rgb8, second: { image: secondImages.rgb8 } };
  const bare = { name: "lost", content: images.rgb8, cipher, protection: "bare" } as const;
  return [
    ...vectors,
    await shop.valid(
      { name: "residual-file", content: Uint8Array.of(1, 2, 3), cipher },
      "A file under a lossy cipher, with its residual.",
    ),
    await shop.valid(
      { name: "residual-pair", ...pair, cipher },
      "Two images under a lossy cipher: one residual for both.",
    ),
    await shop.unverified(
      "unverified-lossy",
      "Bare, of a lossy cipher whose residual was left out: nothing verifies the approximation.",
      await shop.seal({ ...bare, lossy: true }),
      { key: shop.keys.contentKey },
    ),
    await shop.unverified(
      "unverified-residual-lost",
      "Bare, the sealed residual changed: an approximation comes, with a warning.",
      await forge(await shop.seal(bare), {
        parts: ({ residual }) => ({
          residual: residual!.map((byte, i) => (i === 21 ? byte ^ 1 : byte)),
        }),
      }),
      { key: shop.keys.contentKey },
    ),
  ];
}
