import { NeuroveilError } from "neuroveil/errors";
import { decodeImage, encodeImage } from "neuroveil/image";
import { expect, test } from "vitest";
import { gif, samplePicture } from "../testing/sample-files.ts";
import { unreadableImage } from "./unreadable-image.ts";

async function refusal(file: Uint8Array, maxBytes?: number): Promise<unknown> {
  const limits = maxBytes === undefined ? {} : { maxBytes };
  const error: unknown = await decodeImage(file, limits).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ message: expect.stringContaining('payload "file"') as unknown });
  return unreadableImage(error);
}

test("what cannot be measured gets advice on how it could be", async () => {
  const { bytes } = await encodeImage(samplePicture());
  expect(await refusal(bytes.subarray(0, -30))).toMatchObject({
    code: "broken",
    message: expect.stringMatching(
      /^expected an intact PNG file, but .*; get the file again/,
    ) as unknown,
  });
  expect(await refusal(gif)).toMatchObject({
    code: "unsupported",
    message: expect.stringMatching(
      /^expected pictures inside of it, .*; convert it to PNG first$/,
    ) as unknown,
  });
  expect(await refusal(bytes, 100)).toMatchObject({
    code: "limit",
    message: expect.stringMatching(/ kB\); cut a smaller part out of it$/) as unknown,
  });
});

test("other errors stay what they are", () => {
  const errors = [
    new Error('payload "file"'),
    new NeuroveilError("broken", "expected a, got b; do c"),
    undefined,
  ];
  for (const error of errors) expect(unreadableImage(error)).toBe(error);
});
