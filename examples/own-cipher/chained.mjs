// A cipher of one's own: masks and a chain, c[i] = p[i] + mask[i] + c[i - 1], forwards and back.
// A changed sample moves most others, as papers like to show; own-attack shows what that is worth.
// chained.py and chained.m are the same cipher in Python and in Octave.
const bytes = 8;
const prime = 65_537;

/** Values of a polynomial modulo a prime, small enough to be exact in doubles of any language. */
function mask(i, [a, b]) {
  const j = i % prime;
  const square = (j + a) ** 2 % prime;
  return (((square + b) * (j + 1)) % prime) % 256;
}

/** The two passes of a key: where each begins, in which direction it goes, and its two numbers. */
function passes(key, length) {
  const view = new DataView(key.buffer, key.byteOffset, key.byteLength);
  return [
    { first: 0, step: 1, numbers: [view.getUint16(0), view.getUint16(2)] },
    { first: length - 1, step: -1, numbers: [view.getUint16(4), view.getUint16(6)] },
  ];
}

function chain(data, { first, step, numbers }, sign) {
  let before = 0;
  for (let n = 0, i = first; n < data.length; n++, i += step) {
    const given = data[i];
    data[i] = given + sign * (mask(n, numbers) + before);
    before = sign > 0 ? data[i] : given;
  }
}

const noKeyVector = new Uint8Array();

export default {
  id: "my-chained",
  family: "control",
  status: "known-weak",
  lossless: true,
  source: "an example: a cubic polynomial and a chain of sums, twice",
  parameters: { rounds: 2 },
  nativeKey: { bytes, nonceBytes: 0, description: "four numbers of 16 bits; step 1" },
  keySpace: "2^64",
  keyVectorBytes: 0,
  tileRows: 0,
  async encrypt({ data }, key) {
    for (const pass of passes(key, data.length)) chain(data, pass, 1);
    return noKeyVector;
  },
  async decrypt({ data }, key) {
    for (const pass of passes(key, data.length).toReversed()) chain(data, pass, -1);
    return noKeyVector;
  },
};
