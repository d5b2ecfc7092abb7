import type { Analysis } from "./analyze-cipher.ts";
import type { Judgement } from "./judge.ts";

/**
 * What an analysis could not do on its image, in sentences for people: nothing on one that is large
 * enough and has contrast.
 */
export function shortfalls({
  unjudged,
  positions,
  positionsAsked,
}: Judgement & Partial<Pick<Analysis, "positions" | "positionsAsked">>): readonly string[] {
  const sentences: string[] = [];
  if (unjudged.length > 0)
    sentences.push(`Not judged, for want of samples or of contrast: ${unjudged.join(", ")}.`);
  if (positions !== undefined && positionsAsked !== undefined && positions < positionsAsked)
    sentences.push(
      `One sample was changed at ${positions} ${positions === 1 ? "place" : "places"}, not at ${positionsAsked}: the image has no more.`,
    );
  return sentences;
}
