import { module, stream } from "./parts.mjs";

export default module(
  "blind-one-pad-for-channels",
  "one keystream for every channel: colour differences show",
  (raster, key) => {
    const { data, width, height, channels, bytesPerSample } = raster;
    const pad = stream(width * height * bytesPerSample, "plane", key);
    for (let i = 0; i < data.length; i++) {
      const pixel = Math.floor(i / (channels * bytesPerSample));
      data[i] ^= pad[pixel * bytesPerSample + (i % bytesPerSample)];
    }
  },
);
