declare module "libheif-js/libheif-wasm/libheif-bundle.mjs" {
  /** Something of the module's memory. */
  interface Held {
    readonly heldByLibheif: unique symbol;
  }

  interface Channel {
    readonly stride: number;
    readonly data: Uint8Array;
    readonly width: number;
    readonly height: number;
    readonly bits_per_pixel: number;
  }

  interface Decoded {
    readonly image: Held;
    readonly channels: readonly Channel[];
  }

  interface LibHeif {
    readonly heif_colorspace: { readonly heif_colorspace_RGB: Held };
    readonly heif_chroma: {
      readonly heif_chroma_interleaved_RGB: Held;
      readonly heif_chroma_interleaved_RGBA: Held;
      readonly heif_chroma_interleaved_RRGGBB_BE: Held;
      readonly heif_chroma_interleaved_RRGGBBAA_BE: Held;
    };
    heif_get_version(): string;
    heif_context_alloc(): Held;
    heif_context_free(context: Held): void;
    heif_context_read_from_memory(context: Held, file: Uint8Array): { readonly message: string };
    heif_context_get_number_of_top_level_images(context: Held): number;
    heif_js_context_get_primary_image_handle(context: Held): Held | { readonly message: string };
    heif_image_handle_get_width(handle: Held): number;
    heif_image_handle_get_height(handle: Held): number;
    heif_image_handle_has_alpha_channel(handle: Held): number;
    heif_image_handle_release(handle: Held): void;
    heif_image_release(image: Held): void;
    heif_js_decode_image2(
      handle: Held,
      space: Held,
      chroma: Held,
    ): Decoded | { readonly message: string };
  }

  export default function load(): Promise<LibHeif> | LibHeif;
}
