import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { caseFile } from "./cases.test.data.ts";
import { decodeImage, encodeImage, samplesSha256 } from "./index.ts";
import { realFiles } from "./real-files.test.data.ts";

interface Independent {
  readonly versions: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly by: string }>>;
}

// Written by core/scripts/independent-samples.py.
const { files } = JSON.parse(
  readFileSync(new URL("independent-samples.json", import.meta.url), "utf8"),
) as Independent;
const own = Object.entries(files).filter(([path]) => path.startsWith("cases/"));

test.each(own)("%s has the samples that another decoder finds", async (path, { sha256 }) => {
  const image = await decodeImage(caseFile(path.slice("cases/".length)));
  expect(await samplesSha256(image)).toBe(sha256);
  const again = await decodeImage((await encodeImage(image)).bytes);
  expect(await samplesSha256(again)).toBe(sha256);
});

const smallBytes = 40_000;
const small = realFiles(/./).filter(
  ({ path, read }) => path in files && read().length < smallBytes,
);

test.runIf(small.length > 0)("so have real files, or they stay files", async () => {
  const others: string[] = [];
  let same = 0;
  for (const { path, read } of small) {
    try {
      const image = await decodeImage(read());
      const again = await decodeImage((await encodeImage(image)).bytes);
      const hashes = [await samplesSha256(image), await samplesSha256(again)];
      if (hashes.some((hash) => hash !== files[path]!.sha256)) others.push(path);
      else same += 1;
    } catch (error) {
      expect(error).toMatchObject({ name: "NeuroveilError", code: "unsupported" });
    }
  }
  expect(others).toEqual([]);
  expect(same).toBeGreaterThan(60);
});

describe("DICOM", () => {
  const restored = async (file: Uint8Array): Promise<Uint8Array> =>
    (await encodeImage(await decodeImage(file))).bytes;
  const frames = caseFile("pydicom-frames.dcm");

  test("comes back byte for byte where its pixels are not compressed", async () => {
    expect(await restored(frames)).toEqual(frames);
  });

  const native = realFiles(
    /^dicom\/(CT|MR_small(_|\.)(big|imp|dcm)|SC_rgb_small|examples|liver|rtdose)/,
  );
  test.runIf(native.length > 0)("so do real files", async () => {
    for (const { path, read } of native) {
      const file = new Uint8Array(read());
      expect(Buffer.compare(await restored(file), file), path).toBe(0);
    }
  });

  test("of compressed ones the same file without compression comes back", async () => {
    for (const name of ["pydicom-rle.dcm", "gdcm-jpegls.dcm", "gdcm-jpeg2000.dcm"]) {
      const image = await decodeImage(caseFile(name));
      expect(image.data, name).toEqual((await decodeImage(frames)).data);
      expect(image.metadata.origin?.decoder, name).toBeUndefined();
    }
    expect(await restored(caseFile("pydicom-rle.dcm"))).toEqual(frames);
  });

  test.each<[string, (file: Uint8Array) => Uint8Array]>([
    ["pixels cut short", (file) => file.subarray(0, -40)],
    ["no elements", (file) => file.subarray(0, 140)],
    ["another syntax", (file) => replaced(file, "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.9")],
  ])("kept as a file: %s", async (_, change) => {
    await expect(decodeImage(change(frames))).rejects.toMatchObject({
      name: "NeuroveilError",
      file: expect.stringContaining("DICOM"),
    });
  });

  function replaced(file: Uint8Array, from: string, to: string): Uint8Array {
    const at = Buffer.from(file).indexOf(from, 132 + 80);
    const result = file.slice();
    result.set(Buffer.from(to), at);
    return result;
  }
});
