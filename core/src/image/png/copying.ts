/**
 * Ancillary chunks of PNG (third edition), its extensions and ImageMagick (orNT, the orientation) that
 * are about samples, which all come back, though not "safe to copy".
 */
const aboutSamples: ReadonlySet<string> = new Set(
  (
    "cHRM cICP cLLI cLLi gAMA iCCP mDCV mDCv sBIT sRGB bKGD hIST sPLT tRNS tIME " +
    "acTL fcTL fdAT pCAL sCAL sTER orNT"
  ).split(" "),
);

/**
 * Whether a chunk that a record keeps may stand in the file that is made from it: with a critical one,
 * or one that says how samples are shown, the file could show something else than the samples that were
 * verified. (A cipher image may be encrypted once more: veIl is kept.)
 */
export function mayBeKept(type: string): boolean {
  return /^[a-z]/.test(type) && !showsOtherwise.has(type);
}

const showsOtherwise: ReadonlySet<string> = new Set(["tRNS", "acTL", "fcTL", "fdAT"]);

/**
 * Whether an ancillary chunk may stand in a file with other critical chunks: by the lower case of its
 * last letter (PNG, 14.2), or because it is known. What is not may describe the bytes of the old
 * file: iDOT has offsets of IDAT, dSIG and caBX sign the whole file.
 */
export function mayBeCopied(type: string): boolean {
  return /[a-z]$/.test(type) || aboutSamples.has(type);
}
