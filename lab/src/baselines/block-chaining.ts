/** Cipher block chaining of whole blocks, and the block cipher under it. */
export interface BlockChaining {
  readonly blockBytes: number;
  readonly iv: Uint8Array;
  readonly encrypt: (blocks: Uint8Array) => Uint8Array;
  readonly decrypt: (blocks: Uint8Array) => Uint8Array;
  readonly encryptBlock: (block: Uint8Array) => Uint8Array;
}

/**
 * CBC without padding, since a cipher image has as many bytes as the image: a last part of a block
 * is masked with the encryption of the cipher block before it, or of the IV (residual block
 * termination; Meyer and Matyas 1982).
 */
export function chainEncrypt(data: Uint8Array, chaining: BlockChaining): void {
  const whole = data.length - (data.length % chaining.blockBytes);
  if (whole > 0) data.set(chaining.encrypt(data.slice(0, whole)));
  maskResidue(data, whole, chaining);
}

export function chainDecrypt(data: Uint8Array, chaining: BlockChaining): void {
  const whole = data.length - (data.length % chaining.blockBytes);
  // First: it needs the last cipher block.
  maskResidue(data, whole, chaining);
  if (whole > 0) data.set(chaining.decrypt(data.slice(0, whole)));
}

function maskResidue(data: Uint8Array, whole: number, chaining: BlockChaining): void {
  if (whole === data.length) return;
  const before = whole > 0 ? data.slice(whole - chaining.blockBytes, whole) : chaining.iv;
  const mask = chaining.encryptBlock(before);
  for (let i = whole; i < data.length; i++) data[i]! ^= mask[i - whole]!;
}
