import type { DataSet } from "dicom-parser";

/** Elements by which a file says that its pixels tell of somebody (PS3.3). */
const telling: Readonly<Record<string, string>> = {
  x00280301: "texts in its pixels (0028,0301)",
  x00280302: "features in its pixels that show whose they are (0028,0302)",
  x00480010: "a label in its pixels (0048,0010)",
};

/** What a file says that its pixels show, itself or in a sequence; undefined where it says nothing. */
export function toldOfPixels(dataSet: DataSet): string | undefined {
  for (const [tag, { length, items }] of Object.entries(dataSet.elements)) {
    const what = telling[tag];
    if (what !== undefined && length > 0 && saysYes(dataSet.string(tag))) return what;
    for (const item of items ?? []) {
      const inside = item.dataSet && toldOfPixels(item.dataSet);
      if (inside !== undefined) return inside;
    }
  }
  return undefined;
}

function saysYes(text: string | undefined): boolean {
  const values = (text ?? "").replaceAll("\0", " ").split("\\");
  return values.some((value) => value.trim().toUpperCase() === "YES");
}
