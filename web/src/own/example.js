// An example, not a cipher: the high bytes of a xorshift generator, added to the image.
function mask(data, key, sign) {
  let state = new DataView(key.buffer, key.byteOffset).getUint32(0) | 1;
  for (let i = 0; i < data.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    data[i] += sign * (state >>> 24);
  }
  return new Uint8Array();
}

export default {
  id: "my-xorshift",
  family: "chaotic",
  status: "known-weak",
  lossless: true,
  source: "xorshift32 (Marsaglia 2003) as a keystream",
  parameters: {},
  nativeKey: { bytes: 4, nonceBytes: 0, description: "a state of 32 bits; step 1" },
  keySpace: "2^31 states",
  keyVectorBytes: 0,
  tileRows: 0,
  encrypt: async (raster, key) => mask(raster.data, key, 1),
  decrypt: async (raster, key) => mask(raster.data, key, -1),
};
