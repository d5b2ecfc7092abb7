import { module, order, stream } from "./parts.mjs";

export default module(
  "blind-local-shuffle",
  "bytes shuffled inside blocks of 16 × 16 pixels, and one pad byte for each block",
  (raster, key, undo) => {
    const { data, width, height } = raster;
    const step = raster.channels * raster.bytesPerSample;
    for (let top = 0; top < height; top += 16)
      for (let left = 0; left < width; left += 16) {
        const places = [];
        for (let y = top; y < Math.min(height, top + 16); y++)
          for (let i = left * step; i < Math.min(width, left + 16) * step; i++)
            places.push(y * width * step + i);
        const name = `block ${top} ${left}`;
        const [pad] = stream(1, name, key);
        const to = order(places.length, name, key);
        const before = places.map((place) => data[place]);
        for (let i = 0; i < places.length; i++)
          if (undo) data[places[i]] = before[to[i]] ^ pad;
          else data[places[to[i]]] = before[i] ^ pad;
      }
  },
);
