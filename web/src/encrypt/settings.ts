const name = "neuroveil-settings";

/** What is remembered from one visit to the next: never a key. */
export interface Settings {
  readonly cipher: string;
  readonly protection: "sealed" | "authenticated";
  readonly payload: "auto" | "pixels" | "file";
}

const standard: Settings = { cipher: "hybrid", protection: "sealed", payload: "auto" };

export function readSettings(): Settings {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? "{}") as Partial<Settings>;
    return { ...standard, ...kept };
  } catch {
    return standard;
  }
}

export function keepSettings({ cipher, protection, payload }: Settings): void {
  localStorage.setItem(name, JSON.stringify({ cipher, protection, payload }));
}
