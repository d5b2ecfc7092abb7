// A cipher of one's own: a keystream and a chain, c[i] = p[i] + mask[i] + c[i - 1], forwards and back.
// A changed sample moves most others, as papers like to show; own-attack shows what that is worth.
const bytes = 8;

/** An integer generator of 32 bits (xorshift, Marsaglia 2003), one byte a step. */
function* mask(seed) {
  let state = seed | 1;
  for (;;) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield state >>> 24;
  }
}

/** The two passes of a key: where each begins, in which direction it goes, and its generator's seed. */
function passes(key, length) {
  const view = new DataView(key.buffer, key.byteOffset, key.byteLength);
  return [
    { first: 0, step: 1, seed: view.getUint32(0) },
    { first: length - 1, step: -1, seed: view.getUint32(4) },
  ];
}

function chain(data, { first, step, seed }, sign) {
  const stream = mask(seed);
  let before = 0;
  for (let i = first; i >= 0 && i < data.length; i += step) {
    const given = data[i];
    data[i] = given + sign * (stream.next().value + before);
    before = sign > 0 ? data[i] : given;
  }
}

const noKeyVector = new Uint8Array();

export default {
  id: "my-chained",
  family: "chaotic",
  status: "known-weak",
  lossless: true,
  source: "an example: xorshift32 and a chain of sums, twice",
  parameters: { rounds: 2 },
  nativeKey: { bytes, nonceBytes: 0, description: "two states of 32 bits; step 1" },
  keySpace: "2^62 states",
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
