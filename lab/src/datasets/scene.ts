import type { Image } from "neuroveil/image";

/** Width and height that the scene is composed for, in pixels. */
const canvas = 512;

type Colour = readonly [red: number, green: number, blue: number];

/** What differs from one scene to another. */
interface Weather {
  /** Where in the endless noise the mountains, clouds and waves are taken from. */
  readonly shift: number;
  readonly sun: { readonly x: number; readonly y: number; readonly radius: number };
}

/**
 * A sample picture of our own, the same for the same number: an evening at a lake. It has what a
 * cipher must hide: smooth areas, hard edges, fine repeated detail and a line of writing.
 *
 * @param seed which evening, a whole number from 0: other mountains, clouds, waves, another sun
 * @param size width and height in pixels
 */
export function drawScene(seed = 0, size: number = canvas): Image {
  const weather: Weather = {
    shift: 4096 * seed,
    sun: { x: 72 + ((280 + 157 * seed) % 368), y: 218 - ((37 * seed) % 120), radius: 42 },
  };
  const step = canvas / size;
  const data = new Uint8Array(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++)
      data.set(pixel(step * x, step * y, weather).map(toByte), 3 * (y * size + x));
  }
  return { width: size, height: size, channels: 3, bits: 8, colour: "rgb", data, metadata: {} };
}

/** Its green plane, in gray. */
export function drawGrayScene(seed: number, size: number): Image {
  const scene = drawScene(seed, size);
  const data = Uint8Array.from({ length: size * size }, (_, i) => scene.data[3 * i + 1]!);
  return { ...scene, channels: 1, colour: "gray", data };
}

const horizon = 330;

function pixel(x: number, y: number, weather: Weather): Colour {
  if (inWriting(x, y)) return [250, 246, 232];
  if (inBoat(x, y)) return [24, 20, 34];
  if (y >= horizon) return water(x, y, weather);
  const far = ridge(x + weather.shift, 286, 46, 0.9);
  const near = ridge(x + weather.shift, 316, 58, 4.2);
  if (y >= near) return mix([46, 40, 66], [28, 28, 48], (y - near) / 90);
  if (y >= far) return mix([122, 82, 108], [86, 62, 96], (y - far) / 90);
  return sky(x, y, weather);
}

function sky(x: number, y: number, { shift, sun }: Weather): Colour {
  const height = y / horizon;
  const base =
    height < 0.6
      ? mix([38, 46, 104], [214, 108, 110], height / 0.6)
      : mix([214, 108, 110], [255, 196, 120], (height - 0.6) / 0.4);
  const distance = Math.hypot(x - sun.x, y - sun.y);
  if (distance < sun.radius) return mix([255, 250, 220], [255, 214, 130], distance / sun.radius);
  const clouds = Math.max(0, noise(x / 90 + shift, y / 22) - 0.52) * 1.5;
  const glow = Math.exp(-(distance - sun.radius) / 55);
  return mix(mix(base, [255, 222, 160], 0.75 * glow), [255, 170, 150], clouds);
}

/** The sky upside down, broken by waves that get longer towards us. */
function water(x: number, y: number, weather: Weather): Colour {
  const { shift, sun } = weather;
  const depth = (y - horizon) / (canvas - horizon);
  const wave =
    Math.sin(y * (0.9 - 0.6 * depth) + 4 * noise(x / 40 + shift, y / 6)) * (3 + 16 * depth);
  const height = Math.max(0, horizon - 1.6 * (y - horizon) - Math.abs(wave));
  const mirrored = sky(x + wave, height, weather);
  const glitter =
    noise(x / 7 + shift, y / 2.2) > 0.74 && Math.abs(x - sun.x) < 34 + 90 * depth ? 0.55 : 0;
  return mix(mix(mirrored, [52, 36, 74], 0.42 + 0.3 * depth), [255, 226, 170], glitter);
}

/** Height of a mountain ridge at column x: a few octaves of noise. */
function ridge(x: number, base: number, height: number, seed: number): number {
  let sum = 0;
  for (let octave = 0; octave < 5; octave++) {
    sum += noise((x * 2 ** octave) / 120, seed + 17 * octave) / 2 ** (octave + 1);
  }
  return base - height * (2.4 * sum - 0.6);
}

function inBoat(x: number, y: number): boolean {
  const hull = y >= 412 && y < 424 && Math.abs(x - 150) < 44 - 1.6 * (y - 412);
  const mast = x >= 149 && x < 152 && y >= 352 && y < 412;
  const sail = x >= 154 && y >= 358 && y < 406 && x - 154 < (y - 356) * 0.62;
  return hull || mast || sail;
}

/** "NEUROVEIL" in 5 × 7 dots, each letter seven rows of five bits. */
const letters: Readonly<Record<string, readonly number[]>> = {
  N: [17, 25, 21, 19, 17, 17, 17],
  E: [31, 16, 16, 30, 16, 16, 31],
  U: [17, 17, 17, 17, 17, 17, 14],
  R: [30, 17, 17, 30, 20, 18, 17],
  O: [14, 17, 17, 17, 17, 17, 14],
  V: [17, 17, 17, 17, 17, 10, 4],
  I: [14, 4, 4, 4, 4, 4, 14],
  L: [16, 16, 16, 16, 16, 16, 31],
};
const writing = { text: "NEUROVEIL", x: 28, y: 462, dot: 4 };

function inWriting(x: number, y: number): boolean {
  const column = Math.floor((x - writing.x) / writing.dot);
  const row = Math.floor((y - writing.y) / writing.dot);
  if (column < 0 || row < 0 || row >= 7 || column % 6 === 5) return false;
  const letter = letters[writing.text[Math.floor(column / 6)] ?? ""];
  return letter !== undefined && ((letter[row]! >> (4 - (column % 6))) & 1) === 1;
}

/** Smooth value noise, 0 to 1. */
function noise(x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const u = smooth(x - left);
  const v = smooth(y - top);
  const upper = lattice(left, top) * (1 - u) + lattice(left + 1, top) * u;
  const lower = lattice(left, top + 1) * (1 - u) + lattice(left + 1, top + 1) * u;
  return upper * (1 - v) + lower * v;
}

/** A fixed number in 0…1 for every lattice point. */
function lattice(x: number, y: number): number {
  let hash = Math.imul(x, 374761393) ^ Math.imul(y, 668265263);
  hash = Math.imul(hash ^ (hash >>> 13), 1274126177);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}

function mix(a: Colour, b: Colour, part: number): Colour {
  const t = Math.min(1, Math.max(0, part));
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

function toByte(value: number): number {
  return Math.round(Math.min(255, Math.max(0, value)));
}
