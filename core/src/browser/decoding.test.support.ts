import { decodeImage, samplesSha256 } from "../image/index.ts";
import { NeuroveilError } from "../errors.ts";
import type { TestPage } from "./open-page.test.support.ts";

/** What decoding came to, as text that can be compared across platforms. */
export type Decoded =
  | { readonly samples: string; readonly rest: string; readonly notKept: readonly string[] }
  | { readonly refusal: string };

/** Decodes a file here. */
export async function inNode(file: Uint8Array): Promise<Decoded> {
  try {
    const notKept: string[] = [];
    const onNotKept = (what: readonly string[]): unknown => notKept.push(...what);
    const { data, ...rest } = await decodeImage(file, { onNotKept });
    return {
      notKept,
      samples: await samplesSha256({ data, ...rest }),
      rest: JSON.stringify(rest, (_, value: unknown) =>
        value instanceof Uint8Array ? Array.from(value).join() : value,
      ),
    };
  } catch (error) {
    if (!(error instanceof NeuroveilError)) throw error;
    return { refusal: `${error.code}: ${error.message}` };
  }
}

/** Decodes files in a page. */
export function inBrowser(site: TestPage, files: readonly Uint8Array[]): Promise<Decoded[]> {
  return site.page.evaluate(
    async (paths) => {
      const { image, library, take } = neuroveil;
      const all: Decoded[] = [];
      for (const path of paths) {
        try {
          const notKept: string[] = [];
          const onNotKept = (what: readonly string[]): unknown => notKept.push(...what);
          const { data, ...rest } = await image.decodeImage(await take(path), { onNotKept });
          all.push({
            notKept,
            samples: await image.samplesSha256({ data, ...rest }),
            rest: JSON.stringify(rest, (_, value: unknown) =>
              value instanceof Uint8Array ? Array.from(value).join() : value,
            ),
          });
        } catch (error) {
          if (!(error instanceof library.NeuroveilError)) throw error;
          all.push({ refusal: `${error.code}: ${error.message}` });
        }
      }
      return all;
    },
    files.map((file) => site.put(file)),
  );
}
