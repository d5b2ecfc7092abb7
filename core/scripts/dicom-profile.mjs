// Writes core/src/image/dicom/deidentify/basic-profile.ts: node core/scripts/dicom-profile.mjs FOLDER, where
// FOLDER is a checkout of https://github.com/innolitics/dicom-standard, which has the tables of the DICOM
// standard as JSON: PS3.6 (attributes.json) and PS3.15, table E.1-1 (confidentiality_profile_attributes.json).
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
if (folder === undefined) throw new Error("expected a checkout of innolitics/dicom-standard");
const table = (name) => JSON.parse(readFileSync(join(folder, "standard", `${name}.json`), "utf8"));
const commit = execFileSync("git", ["-C", folder, "rev-parse", "HEAD"], {
  encoding: "utf8",
}).trim();
const output = join(import.meta.dirname, "../src/image/dicom/deidentify/basic-profile.ts");

const actions = new Map(
  table("confidentiality_profile_attributes").map(({ id, basicProfile }) => [id, basicProfile]),
);

/** Groups of files' heads, folders, presentation, worklists, printing, signatures, baggage: no image's. */
const noImage =
  /^(000[0-6]|0068|007[2468]|0400|20[0-4].|21..|2200|4008|4010|5400|fff|7fe0|50|60)|x|^000803/;
/** Free text that the table says nothing of and that pictures need; `strict.ts` says what it may be. */
const text = new Set("00080100 00080102 00080103 00209056 00281054 00283004 00480106".split(" "));
/** What the table says nothing of and that tells of a body. */
const body = new Set("00101022 00101023 00101024 00109431".split(" "));
/** The same of bytes: palettes and tables. Profiles of colours name who made them, and when. */
const bulk = /^(002812[0-2].|00281408|00283006)$/;
/** Representations of what the table leaves out and may be a person's, a time's or an address's all the same. */
const telling = /^(PN|DA|DT|TM|AE|AS|UR|LO|SH|ST|LT|UT|UC)$/;

const lines = new Map();
for (const { id, valueRepresentation, valueMultiplicity, retired } of table("attributes")) {
  const vr = valueRepresentation.replaceAll(" or ", "/");
  if (!/^[A-Z]{2}(\/[A-Z]{2})*$/.test(vr) || retired === "Y" || noImage.test(id)) continue;
  const action = actionOf(id, vr);
  if (action === "X") continue;
  const key = `${action} ${vr}${timesOf(valueMultiplicity)} ${id.slice(0, 4)}`;
  lines.set(key, [...(lines.get(key) ?? []), id.slice(4)]);
}

/** How many values an element may have, where that is not one: "*3", or "*n". */
function timesOf(multiplicity) {
  if (/n/.test(multiplicity)) return "*n";
  const most = /\d+$/.exec(multiplicity)?.[0] ?? "1";
  return most === "1" ? "" : `*${most}`;
}

function actionOf(id, vr) {
  if (body.has(id)) return "X";
  const told = actions.get(id);
  if (told === undefined) {
    // A dummy: kinds of objects require some of them.
    if (telling.test(vr)) return text.has(id) ? "K" : "D";
    if (vr === "UN") return "X";
    if (/O[BDFLVW]/.test(vr)) return bulk.test(id) ? "K" : "X";
    return vr === "UI" ? "W" : "K";
  }
  // Of what may be done, that which suits every kind of object: a dummy, no value, then nothing.
  if (told.endsWith("U*")) return "K";
  if (told === "U" || (told === "D" && vr === "UI")) return "U";
  return ["D", "Z", "X"].find((action) => told.split("/").includes(action));
}

const rows = [...lines]
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([key, ids]) => `${key} ${ids.join(" ")}`);
writeFileSync(
  output,
  `// Written by core/scripts/dicom-profile.mjs from https://github.com/innolitics/dicom-standard
// ${commit}. Do not edit.

/**
 * What the Basic Application Level Confidentiality Profile (DICOM PS3.15, table E.1-1) leaves of a data set.
 * A line has an action, a representation of values (with "*" and how many there may be where that is not one),
 * a group, and elements of it: K keeps, Z empties, D puts a
 * dummy, U another UID, W another one where it is not of the standard. What is in no line is removed.
 */
export const basicProfile = \`
${rows.join("\n")}
\`;
`,
);
console.log(
  `${rows.length} lines, ${rows.reduce((n, row) => n + row.split(" ").length - 3, 0)} elements`,
);
