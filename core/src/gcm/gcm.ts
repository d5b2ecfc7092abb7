import type { Rectangle } from "../bytes/rectangle.ts";

/** AES-256-GCM under one key, over large parts of a raster, in place. */
export interface GcmKey {
  /**
   * @param iv 12 bytes, never used twice with a key
   * @returns the tag of 16 bytes
   */
  seal(iv: Uint8Array, additionalData: Uint8Array, chunk: Rectangle): Promise<Uint8Array>;

  /**
   * The way back; what stands there after a failure must not be used.
   * @returns whether the tag fits
   */
  open(
    iv: Uint8Array,
    additionalData: Uint8Array,
    chunk: Rectangle,
    tag: Uint8Array,
  ): Promise<boolean>;
}

/**
 * `#gcm` resolves to gcm.node.ts or gcm.browser.ts: WebCrypto takes copies of what it is given and
 * refuses shared memory, Node's own interface does neither.
 * @param key 32 bytes
 */
export type ImportGcmKey = (key: Uint8Array) => Promise<GcmKey>;
