const name = "neuroveil-settings";

/** Longer sides of a preview that can be chosen, in pixels; 0 for none. */
export const previewSides = [0, 128, 256, 512] as const;

/** What is remembered from one visit to the next: never a key. */
export interface Settings {
  readonly cipher: string;
  readonly protection: "sealed" | "authenticated";
  readonly payload: "auto" | "pixels" | "file";
  /** Whether the file itself is sealed beside its pixels. */
  readonly keepOriginal: boolean;
  readonly preview: (typeof previewSides)[number];
}

const standard: Settings = {
  cipher: "hybrid",
  protection: "sealed",
  payload: "auto",
  keepOriginal: false,
  preview: 0,
};

export function readSettings(): Settings {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? "{}") as Partial<Settings>;
    return { ...standard, ...kept };
  } catch {
    return standard;
  }
}

export function keepSettings(settings: Settings): void {
  const { cipher, protection, payload, keepOriginal, preview } = settings;
  const kept: Settings = { cipher, protection, payload, keepOriginal, preview };
  localStorage.setItem(name, JSON.stringify(kept));
}

/** Why the file cannot be kept beside pixels, or no preview be made; undefined where it can. */
export function beside({ protection, payload }: Settings): "file" | "authenticated" | undefined {
  if (payload === "file") return "file";
  return protection === "authenticated" ? "authenticated" : undefined;
}
