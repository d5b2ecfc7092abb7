/**
 * AES-256-GCM over large buffers. `#gcm` resolves to gcm.node.ts or gcm.browser.ts: WebCrypto takes
 * copies of what it is given and refuses shared memory, Node's own interface does neither.
 */
export interface Gcm {
  /**
   * Encrypts `bytes`, in place where the platform can.
   * @param key 32 bytes
   * @param iv 12 bytes, never used twice with a key
   * @returns the encrypted bytes (`bytes` itself where it was done in place) and the tag of 16 bytes
   */
  seal(
    key: Uint8Array,
    iv: Uint8Array,
    additionalData: Uint8Array,
    bytes: Uint8Array,
  ): Promise<{ bytes: Uint8Array; tag: Uint8Array }>;

  /**
   * Decrypts `bytes` in place; what stands there after a failure must not be used.
   * @returns whether the tag fits
   */
  open(
    key: Uint8Array,
    iv: Uint8Array,
    additionalData: Uint8Array,
    bytes: Uint8Array,
    tag: Uint8Array,
  ): Promise<boolean>;
}
