import { expect, test, vi } from "vitest";
import { encrypt } from "../encrypt.ts";
import { caseFile } from "./cases.test.data.ts";
import { decodeImage } from "./index.ts";

const absent = (): never => {
  throw new Error("not installed");
};

test.each([
  ["libheif-js", "heif-enc.heic", "libheif-js/libheif-wasm/libheif-bundle.mjs"],
  ["@cornerstonejs/codec-openjpeg", "pillow-rgb.jp2", "#openjpeg"],
  ["@cornerstonejs/codec-charls", "gdcm-jpegls.dcm", "#charls"],
  ["dicom-parser", "pydicom-frames.dcm", "dicom-parser"],
  ["jxl-oxide-wasm", "cjxl-rgba8.jxl", "jxl-oxide-wasm"],
])("without %s the file is kept, and how to add it is said", async (name, file, module) => {
  vi.doMock(module, absent);
  const bytes = caseFile(file);
  await expect(decodeImage(bytes)).rejects.toMatchObject({
    code: "unsupported",
    message: expect.stringContaining(`npm install ${name} adds it; payload "file"`) as string,
  });
  const warnings: string[] = [];
  await encrypt(bytes, {
    key: new Uint8Array(32),
    onWarning: (warning) => void warnings.push(warning),
  });
  expect(warnings).toEqual([expect.stringContaining(`npm install ${name}`)]);
  vi.doUnmock(module);
});

test("a PNG needs none of them", async () => {
  const modules = [
    "libheif-js/libheif-wasm/libheif-bundle.mjs",
    "#openjpeg",
    "#charls",
    "dicom-parser",
    "jxl-oxide-wasm",
    "sharp",
    "zstddec",
  ];
  for (const module of modules) vi.doMock(module, absent);
  vi.resetModules();
  const fresh = await import("./index.ts");
  const image = await fresh.decodeImage(caseFile("png-idot.png"));
  expect(image.width).toBeGreaterThan(0);
  for (const module of modules) vi.doUnmock(module);
});
