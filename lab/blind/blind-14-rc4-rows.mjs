import { hash, module } from "./parts.mjs";

export default module(
  "blind-rc4-rows",
  "RC4 keyed anew for each row, first bytes kept: the second byte is 0 twice too often",
  (raster, key) => {
    const { data, height } = raster;
    const length = data.length / height;
    for (let y = 0; y < height; y++) {
      const seed = hash("row", Uint8Array.of(y & 255, y >> 8), key).subarray(0, 16);
      const s = Uint8Array.from({ length: 256 }, (_, i) => i);
      for (let i = 0, j = 0; i < 256; i++) {
        j = (j + s[i] + seed[i % 16]) & 255;
        [s[i], s[j]] = [s[j], s[i]];
      }
      for (let at = 0, i = 0, j = 0; at < length; at++) {
        i = (i + 1) & 255;
        j = (j + s[i]) & 255;
        [s[i], s[j]] = [s[j], s[i]];
        data[y * length + at] ^= s[(s[i] + s[j]) & 255];
      }
    }
  },
);
