import { equal } from "../../bytes/arrays.ts";
import type { Leftover } from "../leftover.ts";
import type { Page } from "./describe.ts";
import { lostTag, tagsBesideSamples, type KeptTag } from "./kept-tags.ts";
import { metadataTags } from "./metadata.ts";
import { onPage } from "./page-number.ts";
import { tags } from "./tags.ts";

/** Those of one page, which would be wrong on others that have none or another: they stay on the first. */
const ofOnePage: ReadonlySet<number> = new Set([
  tags.subfileType,
  tags.oldSubfileType,
  tags.pageNumber,
]);

/** NewSubfileType that is written on further pages where the first one's is not. */
const pageOfSeveral = 2;

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
  const onAll = metadataTags(first.directory);
  const own = new Set([...kept.map(({ tag }) => tag), ...onAll]);
  const number = kept.find(({ tag }) => tag === tags.pageNumber);
  const agrees = ({ directory }: Page, tag: number, page: number): boolean => {
    if (tag !== tags.pageNumber) return directory.agrees(first.directory, tag);
    const [field, expected] = [directory.field(tag), onPage(number!, page, false)];
    return field?.type === expected.type && equal(field.values, expected.values);
  };
  const different = new Set<number>();
  /** Bytes by tag that do not come back, those that do if the first page's do, and pages without the tag. */
  const [lost, alike, without] = [new Tally(), new Tally(), new Tally()];
  for (const [i, page] of others.entries()) {
    const { directory, layout } = page;
    const its = new Set(tagsBesideSamples(directory, layout.fromYcc, 1 + others.length));
    for (const tag of its) {
      const asFirst = own.has(tag) && agrees(page, tag, i + 1);
      if (!asFirst) different.add(tag);
      if (tag === tags.subfileType && directory.integer(tag, 0, 2 ** 32 - 1) === pageOfSeveral) {
        continue;
      }
      (asFirst ? alike : lost).add(tag, directory.size(tag) ?? 4);
    }
    for (const tag of own) if (!its.has(tag)) without.add(tag, 1);
  }
  const ofFirst = new Set<number>();
  const onOthers: Leftover[] = [];
  for (const tag of own) {
    const nowhereElse = without.get(tag) === others.length && !onAll.has(tag);
    if (nowhereElse) ofFirst.add(tag);
    else if (ofOnePage.has(tag) && (different.has(tag) || without.has(tag))) {
      ofFirst.add(tag);
      if (alike.has(tag)) lost.add(tag, alike.get(tag)!);
    } else if (without.has(tag)) {
      const what = `the tag ${tag} of the first page, which is put on others as well`;
      // Nothing of the file is missing.
      onOthers.push({ what, bytes: first.directory.size(tag) ?? 0, derived: true });
    }
  }
  const gone = Array.from(lost, ([tag, bytes]) => lostTag(tag, bytes, " of a further page"));
  return { ofFirst, leftovers: [...gone, ...onOthers] };
}

class Tally extends Map<number, number> {
  add(key: number, count: number): void {
    this.set(key, (this.get(key) ?? 0) + count);
  }
}
