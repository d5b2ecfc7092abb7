export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const name = "neuroveil-theme";

export function currentTheme(): Theme {
  const kept = localStorage.getItem(name);
  return themes.find((theme) => theme === kept) ?? "auto";
}

/** Shows the page in a theme and remembers it. */
export function chooseTheme(theme: Theme): void {
  localStorage.setItem(name, theme);
  applyTheme();
}

export function applyTheme(): void {
  document.documentElement.dataset["theme"] = currentTheme();
}
