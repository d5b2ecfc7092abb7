import type { KeptTag } from "./kept-tags.ts";
import { tags, types } from "./tags.ts";

/**
 * What a tag of the first page is on another: page numbers count up, and all else stays what it is.
 * @param kept with values in the byte order that `littleEndian` says
 * @param page 0 for the first
 */
export function onPage(kept: KeptTag, page: number, littleEndian: boolean): KeptTag {
  const { tag, type, count } = kept;
  if (page === 0 || tag !== tags.pageNumber || type !== types.short || count !== 2) return kept;
  const values = kept.values.slice();
  const view = new DataView(values.buffer);
  view.setUint16(0, view.getUint16(0, littleEndian) + page, littleEndian);
  return { ...kept, values };
}
