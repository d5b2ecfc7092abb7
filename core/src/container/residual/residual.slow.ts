import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ciphers } from "../../ciphers/index.ts";
import { NeuroveilError } from "../../errors.ts";
import { decodeImage } from "../../image/decode.ts";
import { createKeyRing } from "../../keys/index.ts";
import { openContainer, sealInput } from "../index.ts";

/** Real images, where they are at hand; never part of the repository. */
const data = fileURLToPath(new URL("../../../../../shared/data/", import.meta.url));
const index = join(data, "INDEX.csv");

const key = Uint8Array.from({ length: 32 }, (_, i) => i * 13);
const contentKey = { bytes: key, wrapped: undefined };
const keys = createKeyRing({ key });

/** Paths of the images that every reader takes: the first and the fourth column. */
function validImages(): string[] {
  const rows = readFileSync(index, "utf8").split("\n").slice(1);
  return rows
    .map((row) => row.split(","))
    .filter(([, , , expected]) => expected === "valid")
    .map(([path]) => path!);
}

// Pixels of a PNG or JPEG, the bytes of everything else.
test.skipIf(!existsSync(index)).each(ciphers.filter(({ lossless }) => !lossless))(
  "$id with its residual gives back every real image exactly",
  { timeout: 3_600_000 },
  async (cipher) => {
    const outcomes = { pixels: 0, file: 0, refused: 0 };
    for (const path of validImages()) {
      const bytes = new Uint8Array(readFileSync(join(data, path)));
      const protection = "sealed";
      let veiled: Uint8Array;
      try {
        ({ bytes: veiled } = await sealInput(bytes, { contentKey, cipher, protection }));
      } catch (error) {
        // 12-bit and arithmetic-coded JPEG.
        expect(error, path).toBeInstanceOf(NeuroveilError);
        expect(error, path).toMatchObject({ code: "unsupported" });
        outcomes.refused++;
        continue;
      }
      const opened = await openContainer(veiled, { keys });
      const [after, before] =
        opened.payload === "file"
          ? [opened.bytes, bytes]
          : [opened.image.data, (await decodeImage(bytes)).data];
      expect(Buffer.compare(after, before), path).toBe(0);
      outcomes[opened.payload]++;
    }
    expect(outcomes.pixels).toBeGreaterThan(300);
    expect(outcomes.file).toBeGreaterThan(50);
    expect(outcomes.refused).toBeLessThanOrEqual(4);
  },
);
