// Compresses the filtered rows of the bench's photograph in the three ways that there are: by our kernel and by
// zlib, both by how often bytes come alone, and by the platform's CompressionStream, which searches.
//
//     npm run literals:measure
import zlib from "node:zlib";
import { decodeImage } from "neuroveil/image";
import { deflateLiterals } from "../../core/dist/image/png/deflate-literals.js";
import { cutStrips, filterStrip } from "../../core/dist/image/png/row-strips.js";
import { drawPhotograph } from "../dist/photograph.js";

const { data, width, channels } = await decodeImage(await drawPhotograph());
const strips = cutStrips({ data, rowBytes: width * channels, pixel: channels }, 1 << 20, 0).map(
  (strip) => filterStrip(strip).filtered,
);
const strategy = { level: 1, strategy: zlib.constants.Z_HUFFMAN_ONLY, memLevel: 9 };

const ways = {
  "our kernel": (strip) => deflateLiterals(strip, true).length,
  "zlib, codes alone": (strip) =>
    zlib.deflateRawSync(strip, { ...strategy, chunkSize: strip.length }).length,
  CompressionStream: async (strip) => {
    const stream = new Blob([strip]).stream().pipeThrough(new CompressionStream("deflate"));
    return (await new Response(stream).arrayBuffer()).byteLength;
  },
};

for (const [name, compress] of Object.entries(ways)) {
  await compress(strips[0]);
  const begun = performance.now();
  let length = 0;
  for (const strip of strips) length += await compress(strip);
  const each = (performance.now() - begun) / strips.length;
  console.log(`${name}: ${each.toFixed(1)} ms a mebibyte, ${length} bytes`);
}
