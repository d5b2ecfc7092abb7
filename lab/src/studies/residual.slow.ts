import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ciphers } from "neuroveil/ciphers";
import { expect, it } from "vitest";
import { openDataset } from "../datasets/open-dataset.ts";
import { carriesNothing, residualFigures, type ResidualFigures } from "./residual.ts";

/** Real images, where they are at hand; never part of the repository. */
const kodak = fileURLToPath(new URL("../../../../shared/data/kodak", import.meta.url));

it.skipIf(!existsSync(kodak)).each(ciphers.filter(({ lossless }) => !lossless))(
  "$id is known-weak if it carries nothing of photographs",
  { timeout: 600_000 },
  async (cipher) => {
    const figures: ResidualFigures[] = [];
    for await (const { name, image } of (await openDataset(kodak)).samples()) {
      const { size: png } = await stat(join(kodak, name));
      figures.push(await residualFigures(cipher, name, image, { png, webp: 0 }));
    }
    expect(figures.length).toBeGreaterThanOrEqual(8);
    const sound = cipher.status === "known-weak" || !carriesNothing(figures);
    expect(sound).toBe(true);
  },
);
