import { isDeepStrictEqual } from "node:util";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { decodeImage, encodeImage } from "../index.ts";
import { realFiles } from "../real-files.test.data.ts";

const files = realFiles(/\.png$/i).filter(({ path }) => !path.includes("/apng/"));

describe.runIf(files.length > 0)("real PNG files", () => {
  test.each(files.filter((file) => file.expect === "valid"))(
    "$path comes back with all its metadata",
    async ({ read }) => {
      const original = read();
      const image = await decodeImage(original);
      const { bytes, extension } = await encodeImage(image);
      expect(extension).toBe("png");
      // isDeepStrictEqual, because toEqual takes seconds on megabytes.
      expect(isDeepStrictEqual(await decodeImage(bytes), image)).toBe(true);

      const [a, b] = await Promise.all(
        [original, bytes].map((file) => sharp(file).raw().toBuffer()),
      );
      expect(a!.equals(b!)).toBe(true);
    },
  );

  test.each(files.filter((file) => file.expect !== "valid"))(
    "$path is refused",
    async ({ read }) => {
      await expect(decodeImage(read())).rejects.toMatchObject({
        name: "NeuroveilError",
        code: expect.stringMatching(/^(broken|limit)$/),
      });
    },
  );
});
