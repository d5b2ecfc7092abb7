import { describe, expect, test } from "vitest";
import { decodeImage } from "../index.ts";
import { libvipsSamples } from "./made-jpeg.test.data.ts";
import { realFiles } from "../real-files.test.data.ts";

const files = realFiles(/\.jpe?g$/i);
/** Valid, and refused by name. */
const refused: Readonly<Record<string, RegExp>> = {
  "jpeg/monkey12.jpg": /12-bit/,
  "jpeg/testimgari.jpg": /arithmetic-coded/,
};

describe.runIf(files.length > 0)("real JPEG files", () => {
  test.each(files.filter(({ path, expect: wanted }) => wanted === "valid" && !(path in refused)))(
    "$path decodes as in libvips",
    async ({ read }) => {
      const file = read();
      const image = await decodeImage(file);
      expect((await libvipsSamples(file, image.channels)).equals(image.data)).toBe(true);
    },
  );

  test.each(Object.entries(refused))("%s is refused by name", async (path, name) => {
    const file = files.find((one) => one.path === path);
    await expect(decodeImage(file!.read())).rejects.toMatchObject({
      code: "unsupported",
      message: expect.stringMatching(name),
    });
  });

  test.each(files.filter((file) => file.expect === "invalid"))(
    "$path is refused",
    async ({ read }) => {
      await expect(decodeImage(read())).rejects.toMatchObject({
        name: "NeuroveilError",
        code: "broken",
      });
    },
  );
});
