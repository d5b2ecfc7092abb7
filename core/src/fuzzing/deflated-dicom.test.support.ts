import { deflateRawSync } from "node:zlib";
import { caseFile } from "../image/cases.test.data.ts";
import { deflatedDicom } from "../image/dicom/made-dicom.test.data.ts";
import { decodeTwice } from "./images.test.support.ts";
import { mutate } from "./mutate.test.support.ts";
import type { FuzzTarget } from "./target.test.support.ts";

/** Mostly changed before they are deflated, so that the damage gets past that. */
export const deflatedDicoms: FuzzTarget<Uint8Array> = {
  id: "dicom-deflated",
  seeds: () => Promise.resolve([caseFile("pydicom-frames.dcm")]),
  mutate(seed, random) {
    const anywhere = (file: Uint8Array): [number, number][] => [[0, file.length]];
    const before = random.chance(0.6);
    const deflate = (dataSet: Uint8Array): Uint8Array =>
      deflateRawSync(before ? mutate(dataSet, random, anywhere) : dataSet);
    const file = deflatedDicom(seed, deflate);
    return before && random.chance(0.8) ? file : mutate(file, random, anywhere);
  },
  run: decodeTwice,
};
