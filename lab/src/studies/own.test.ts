import { expect, test } from "vitest";
import { ownStudy } from "./own.ts";

test("without a cipher there is nothing to report", async () => {
  await expect(ownStudy.run({ quick: true, inputs: [] })).rejects.toMatchObject({ code: "usage" });
});
