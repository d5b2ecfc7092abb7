import { expect, test, vi } from "vitest";
import { encrypt } from "../../encrypt.ts";
import { decodeImage } from "../decode.ts";
import { drawnJpeg } from "./made-jpeg.test.data.ts";

test("where sharp does not load, a JPEG is refused with what to do about it", async () => {
  const file = new Uint8Array(await drawnJpeg(3));
  vi.doMock("sharp", () => {
    throw new Error("no binary");
  });
  const refusal = {
    code: "unsupported",
    message: expect.stringContaining("expected the package sharp") as string,
  };
  await expect(decodeImage(file)).rejects.toMatchObject(refusal);
  // The machine is at fault, and not the file, which therefore is not taken for another kind of file.
  await expect(encrypt(file, { key: new Uint8Array(32) })).rejects.toMatchObject(refusal);
  vi.doUnmock("sharp");
});
