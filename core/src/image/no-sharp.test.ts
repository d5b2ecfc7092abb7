import { expect, test, vi } from "vitest";
import { decodeImage } from "./decode.ts";
import { drawnJpeg } from "./made-jpeg.test.data.ts";

test("where sharp does not load, a JPEG is refused with what to do about it", async () => {
  const file = new Uint8Array(await drawnJpeg(3));
  vi.doMock("sharp", () => {
    throw new Error("no binary");
  });
  await expect(decodeImage(file)).rejects.toMatchObject({
    code: "unsupported",
    message: expect.stringContaining("expected the package sharp") as string,
  });
  vi.doUnmock("sharp");
});
