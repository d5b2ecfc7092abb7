import type { AnalysisResult } from "./run-analysis.ts";

/** What of images made elsewhere is no metric, and what cannot be measured on them: sentences. */
export function elsewhereText({ absent = [], restored }: AnalysisResult): readonly string[] {
  const sentences: string[] = [];
  if (restored !== undefined) {
    const { differing, n, psnr, ssim } = restored;
    sentences.push(
      differing === 0
        ? `Decrypted, all ${n} samples are those of the plain image.`
        : `Decrypted, ${differing} of ${n} samples differ from the plain image: ${psnr.toFixed(2)} dB, SSIM ${ssim.toFixed(4)}.`,
    );
  }
  if (absent.length > 0) sentences.push(`Not measured: ${absent.join("; ")}.`);
  return sentences;
}
