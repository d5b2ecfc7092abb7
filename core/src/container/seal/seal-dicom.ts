import { NeuroveilError } from "../../errors.ts";
import { deidentifyDicom } from "../../image/dicom/deidentify/deidentify.ts";
import type { DicomProfileName } from "../../image/dicom/deidentify/profile-names.ts";
import { keyedPseudonyms } from "../../image/dicom/deidentify/pseudonyms.ts";
import { dicom } from "../../image/dicom/format.ts";
import { formatOf } from "../../image/formats.ts";
import { nameFormat } from "../../image/name-format.ts";
import { NotPixels } from "../../image/not-pixels.ts";
import { pseudonymsKey } from "../../keys/pseudonyms-key.ts";
import type { CarrierTarget } from "../carrier/target.ts";
import { checkPlaces, planRegions } from "../regions/plan.ts";
import type { ChosenPayload, SealInputOptions } from "./seal-input.ts";

type SealDicomOptions = SealInputOptions & { readonly dicomOut: DicomProfileName };

/**
 * Encrypts a DICOM file into another that shows the same pixels, without the regions, and nothing of whom they
 * are; the file itself, sealed as one, is in it.
 * @param sealFile into a carrier; a page has what does it before it needs this
 * @throws NeuroveilError "usage", "input" where it is another kind of file or has no such regions, "broken" or
 *   "unsupported" where its pixels are not read, "limit", "aborted"
 */
export async function sealDicom(
  target: CarrierTarget,
  bytes: Uint8Array,
  options: SealDicomOptions,
  sealFile: (bytes: Uint8Array) => Promise<Uint8Array>,
): Promise<ChosenPayload> {
  checkDicomOptions(options);
  const { regions, dicomOut: profile, contentKey, maxBytes, signal } = options;
  if (formatOf(bytes) !== dicom) {
    throw new NeuroveilError("input", {
      expected: "a DICOM file, of which another is to be made",
      got: nameFormat(bytes).name,
      todo: "encrypt it without that",
    });
  }
  const plan = regions && (await planRegions(regions));
  const pseudonyms = keyedPseudonyms(await pseudonymsKey(contentKey.bytes));
  const warnings: string[] = [];
  const file = await asOthersAre(() =>
    deidentifyDicom(
      bytes,
      {
        profile,
        pseudonyms,
        places(shape) {
          if (plan === undefined) return [];
          checkPlaces(plan, shape);
          return plan.regions.flatMap(({ areas }) => areas);
        },
        carrier: () => sealFile(bytes),
        warn: (warning) => void warnings.push(warning),
      },
      { maxBytes, signal },
    ),
  );
  target.open(file.length);
  const part = target.take(0, file.length);
  part.set(file);
  await target.put(0, part);
  return { payload: "file", notKept: [], ...(warnings.length > 0 && { warnings }) };
}

/** There is nothing to fall back to. */
async function asOthersAre<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof NotPixels)) throw error;
    throw error.retold({
      todo: "encrypt it as a file, without a DICOM file that shows its pixels",
    });
  }
}

function checkDicomOptions(options: SealDicomOptions): void {
  const { protection, payload, second, lossy, keepOriginal, preview, regions } = options;
  const made = "a DICOM file made of one";
  if (protection !== "sealed") throw usage(`${made} with protection sealed only`, protection);
  const others = {
    second,
    preview,
    keepOriginal: keepOriginal || undefined,
    lossy: lossy || undefined,
  };
  const other = Object.entries(others).find(([, value]) => value !== undefined);
  if (other !== undefined) throw usage(`${made} without ${other[0]}`, "both");
  if (payload === "pixels") throw usage(`${made}, which carries the file`, 'payload "pixels"');
  if (regions?.some(({ recipients }) => recipients !== undefined)) {
    throw usage(`${made} with regions for nobody but its readers`, "recipients of a region");
  }
}

function usage(expected: string, got: string): NeuroveilError {
  return new NeuroveilError("usage", { expected, got });
}
