import { forge } from "../container/forge.test.support.ts";
import { contentFaults } from "./faults/content.ts";
import type { Fault } from "./faults/fault.ts";
import { headerFaults } from "./faults/header.ts";
import { keyVectorFaults } from "./faults/key-vector.ts";
import { keyFaults } from "./faults/keys.ts";
import { originalFaults } from "./faults/original.ts";
import { pairFaults } from "./faults/pair.ts";
import { pixelFaults } from "./faults/pixels.ts";
import { pngFaults } from "./faults/png.ts";
import { previewFaults } from "./faults/preview.ts";
import { protectionFaults } from "./faults/protection.ts";
import { recordFaults } from "./faults/record.ts";
import { regionFaults } from "./faults/regions.ts";
import { residualFaults } from "./faults/residual.ts";
import { images } from "./images.ts";
import { pack, unpack } from "./pack.ts";
import { toBase64, type Vector } from "./vector.ts";
import type { Workshop } from "./workshop.ts";

/** Files with one fault each, in the order in which a reader checks. */
export async function invalidVectors(shop: Workshop): Promise<Vector[]> {
  const faults = [
    ...pngFaults,
    ...contentFaults,
    ...headerFaults,
    ...keyFaults(shop),
    ...protectionFaults,
    ...pixelFaults,
    ...recordFaults,
    ...keyVectorFaults,
    ...pairFaults,
    ...residualFaults,
    ...originalFaults,
    ...previewFaults(shop),
    ...regionFaults(shop),
  ];
  const vectors: Vector[] = [];
  for (const fault of faults) vectors.push(await make(shop, fault));
  return vectors;
}

async function make(shop: Workshop, fault: Fault): Promise<Vector> {
  const { name, description, error, from } = fault;
  const recipe = { name, content: images.rgb8, ...from };
  let file = await shop.seal(recipe);
  if (fault.repack) {
    const open = await unpack(file, shop.key);
    const { headerBytes, recordBytes, ...change } = fault.repack(open);
    const bytes = { ...(headerBytes && { headerBytes }), ...(recordBytes && { recordBytes }) };
    file = await pack({ ...open, ...change }, shop.key, bytes);
  }
  if (fault.forge) file = await forge(file, fault.forge);
  if (fault.alter) file = await fault.alter(file);
  if (fault.file) file = fault.file(file);
  const open = fault.open ?? {
    ...shop.opening(recipe.wrap),
    ...(recipe.protection === "bare" && { bare: true }),
  };
  return { name, description, open, expect: { error }, container: toBase64(file) };
}
