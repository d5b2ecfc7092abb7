import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { caseFile } from "../../image/cases.test.data.ts";
import { deflatedDicom, madeSyntaxes } from "../../image/dicom/made-dicom.test.data.ts";
import { decrypt, encrypt, type EncryptOptions } from "../../index.ts";
import { key, options, hostile, plain } from "./hostile-dicom.test.data.ts";

test("another file's original in a DICOM file is told of, and its own is not", async () => {
  const [one, two] = await Promise.all(
    ["1.2.3.4", "1.2.3.5"].map(async (uid, i) => {
      const file = plain([
        ["00080018", "UI", uid],
        ["00100020", "LO", `MRN${i}`],
      ]);
      return { file, out: await encrypt(file, options) };
    }),
  );
  const carrierOf = (out: Uint8Array): number =>
    Buffer.from(out).lastIndexOf(Uint8Array.of(0xe3, 0x7f, 1, 0x10));
  const spliced = Buffer.concat([
    one!.out.subarray(0, carrierOf(one!.out)),
    two!.out.subarray(carrierOf(two!.out)),
  ]);
  const warningsOf = async (out: Uint8Array, original: Uint8Array): Promise<string[]> => {
    const warnings: string[] = [];
    const onWarning = (warning: string): void => void warnings.push(warning);
    expect((await decrypt(out, { key, onWarning })).bytes).toEqual(original);
    return warnings;
  };
  expect(await warningsOf(one!.out, one!.file)).toEqual([]);
  const told = await warningsOf(spliced, two!.file);
  expect(told).toEqual([expect.stringMatching(/another SOP Instance UID and Patient ID/)]);
  const files = madeSyntaxes.map((syntax) => hostile(syntax));
  for (const file of [...files, deflatedDicom(files[1]!, deflateRawSync)]) {
    expect(await warningsOf(await encrypt(file, options), file)).toEqual([]);
  }
});

test("lossy pixels are warned of where a region is named", async () => {
  const warningsOf = async (file: Uint8Array, own: Partial<EncryptOptions>): Promise<string[]> => {
    const warnings: string[] = [];
    const onWarning = (warning: string): void => void warnings.push(warning);
    await encrypt(file, { ...options, ...own, onWarning });
    return warnings;
  };
  const regions = [{ x: 0, y: 0, width: 2, height: 1 }];
  const smears = [expect.stringMatching(/lossy compression/)];
  const lossy = plain([["00282110", "CS", "01"]]);
  expect(await warningsOf(lossy, { regions })).toEqual(smears);
  expect(await warningsOf(lossy, {})).toEqual([]);
  expect(await warningsOf(plain([["00282110", "CS", "00"]]), { regions })).toEqual([]);
  const lossless = caseFile("gdcm-jpeg2000.dcm");
  expect(await warningsOf(lossless, { regions })).toEqual([]);
  const at = Buffer.from(lossless).indexOf("1.2.840.10008.1.2.4.90") + 21;
  const other = lossless.map((byte, i) => (i === at ? "1".charCodeAt(0) : byte));
  expect(await warningsOf(other, { regions })).toEqual(smears);
  expect(await warningsOf(caseFile("gdcm-jpegls.dcm"), { regions })).toEqual([]);
  expect(await warningsOf(caseFile("dcmtk-lossless-1.dcm"), { regions })).toEqual([]);
});
