import { html, render, type TemplateResult } from "lit-html";
import { text } from "../text/en.ts";
import { chooseTheme, currentTheme, themes } from "./theme.ts";
import { viewNames, type ViewName } from "./route.ts";

/** What stands around every view. @returns the element that views are put into */
export function drawFrame(page: HTMLElement, current: ViewName): HTMLElement {
  render(frame(page, current), page);
  return page.querySelector("main")!;
}

function frame(page: HTMLElement, current: ViewName): TemplateResult {
  const skip = (event: Event): void => {
    event.preventDefault();
    page.querySelector("main")!.focus();
  };
  return html`
    <a class="skip" href="#main" @click=${skip}>${text.skip}</a>
    <header class="top">
      <a class="wordmark" href="#encrypt"
        ><img src="./icon.svg" alt="" width="28" height="28" />${text.name}</a
      >
      <nav aria-label=${text.navigation}>
        <ul>
          ${viewNames.map(
            (name) =>
              html`<li>
                <a href="#${name}" aria-current=${name === current ? "page" : "false"}
                  >${text.views[name]}</a
                >
              </li>`,
          )}
        </ul>
      </nav>
      <label class="theme">
        <span class="hidden">${text.theme.label}</span>
        <select
          @change=${({ target }: Event) => {
            const chosen = themes[(target as HTMLSelectElement).selectedIndex];
            if (chosen !== undefined) chooseTheme(chosen);
          }}
        >
          ${themes.map(
            (theme) =>
              html`<option ?selected=${theme === currentTheme()}>${text.theme[theme]}</option>`,
          )}
        </select>
      </label>
    </header>
    <main id="main" tabindex="-1"></main>
    <footer class="foot">
      <p>${text.footer.local}</p>
      <p>${text.footer.claim}</p>
    </footer>
  `;
}
