/** The part of des.js that the baselines use; the package has no types. */
declare module "des.js" {
  interface Cipher {
    update(data: Uint8Array): number[];
    final(): number[];
  }
  interface CipherClass {
    create(options: {
      type: "encrypt" | "decrypt";
      key: Uint8Array;
      iv?: Uint8Array;
      padding: boolean;
    }): Cipher;
  }
  const des: {
    readonly DES: CipherClass;
    readonly EDE: CipherClass;
    readonly CBC: { instantiate(base: CipherClass): CipherClass };
  };
  export default des;
}
