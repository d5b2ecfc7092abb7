import { expect, test } from "vitest";
import { inBrowser, inNode } from "./decoding.test.support.ts";
import { openPage } from "./open-page.test.support.ts";
import { sharedImages } from "./shared-images.test.support.ts";

test("every PNG and JPEG in shared/data gives the same samples or the same refusal", async () => {
  const site = await openPage(false);
  for (const { name, bytes } of await sharedImages("")) {
    const [there] = await inBrowser(site, [bytes]);
    expect(there, name).toEqual(await inNode(bytes));
  }
  expect(site.complaints).toEqual([]);
  await site.close();
});
