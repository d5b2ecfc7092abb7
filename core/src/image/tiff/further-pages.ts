import type { Leftover } from "../leftover.ts";
import type { Page } from "./describe.ts";
import { isMeaningless } from "./exif-tags.ts";
import { lostTag, metadataTags, tagsBesideSamples, type KeptTag } from "./kept-tags.ts";

/**
 * What becomes of tags where a file has further pages. Those of the first page come back on each, but for
 * those that no other page has. Nothing is held of the others, which may be thousands.
 * @param kept what is kept of the first page
 */
export function amongPages(
  first: Page,
  others: readonly Page[],
  kept: readonly KeptTag[],
): {
  /** Those that come back on the first page alone. */
  readonly ofFirst: ReadonlySet<number>;
  readonly leftovers: readonly Leftover[];
} {
  const own = new Set(kept.map(({ tag }) => tag));
  for (const tag of metadataTags) if (first.directory.has(tag)) own.add(tag);
  /** Bytes by tag that do not come back, and pages without a tag of the first one. */
  const [lost, without] = [new Map<number, number>(), new Map<number, number>()];
  for (const { directory, layout } of others) {
    for (const tag of tagsBesideSamples(directory, layout.fromYcc)) {
      if (isMeaningless(tag) || (own.has(tag) && directory.agrees(first.directory, tag))) continue;
      lost.set(tag, (lost.get(tag) ?? 0) + (directory.size(tag) ?? 4));
    }
    for (const tag of own) {
      if (!directory.has(tag)) without.set(tag, (without.get(tag) ?? 0) + 1);
    }
  }
  const leftovers = Array.from(lost, ([tag, bytes]) => lostTag(tag, bytes, " of a further page"));
  const ofFirst = new Set<number>();
  for (const tag of own) {
    const nowhereElse = without.get(tag) === others.length && !metadataTags.has(tag);
    if (nowhereElse || isMeaningless(tag)) ofFirst.add(tag);
    else if (without.has(tag)) {
      const what = `the tag ${tag} of the first page, which is put on others as well`;
      // Nothing of the file is missing.
      leftovers.push({ what, bytes: first.directory.size(tag) ?? 0, derived: true });
    }
  }
  return { ofFirst, leftovers };
}
