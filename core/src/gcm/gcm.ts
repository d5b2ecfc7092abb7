/** AES-256-GCM under one key, over large buffers. */
export interface GcmKey {
  /**
   * Encrypts `bytes`, in place where the platform can.
   * @param iv 12 bytes, never used twice with a key
   * @returns the encrypted bytes (`bytes` itself where it was done in place) and the tag of 16 bytes
   */
  seal(
    iv: Uint8Array,
    additionalData: Uint8Array,
    bytes: Uint8Array,
  ): Promise<{ bytes: Uint8Array; tag: Uint8Array }>;

  /**
   * Decrypts `bytes` in place; what stands there after a failure must not be used.
   * @returns whether the tag fits
   */
  open(
    iv: Uint8Array,
    additionalData: Uint8Array,
    bytes: Uint8Array,
    tag: Uint8Array,
  ): Promise<boolean>;
}

/**
 * `#gcm` resolves to gcm.node.ts or gcm.browser.ts: WebCrypto takes copies of what it is given and
 * refuses shared memory, Node's own interface does neither.
 * @param key 32 bytes
 */
export type ImportGcmKey = (key: Uint8Array) => Promise<GcmKey>;
