import { openEncrypt } from "./encrypt/view.ts";
import { keepOffline } from "./offline/register.ts";
import { drawFrame } from "./shell/frame.ts";
import { parseRoute, type ViewName } from "./shell/route.ts";
import { applyTheme } from "./shell/theme.ts";
import type { OpenView, View } from "./shell/view.ts";
import { text } from "./text/en.ts";

/** Views other than the first are loaded when they are opened. */
const views: Readonly<Record<ViewName, () => Promise<OpenView>>> = {
  encrypt: () => Promise.resolve(openEncrypt),
  look: async () => (await import("./look/view.ts")).openLook,
  break: async () => (await import("./break/view.ts")).openBreak,
  measure: async () => (await import("./measure/view.ts")).openMeasure,
  understand: async () => (await import("./understand/view.ts")).openUnderstand,
};

const page = document.querySelector<HTMLElement>("#page")!;
let open: View | undefined;

async function show(): Promise<void> {
  const { view: name, query } = parseRoute(location.hash);
  const main = drawFrame(page, name);
  open?.close?.();
  open = undefined;
  document.title = `${text.views[name]} · ${text.name}`;
  const loading = views[name]();
  main.dataset["view"] = name;
  main.replaceChildren(text.loading);
  try {
    const openView = await loading;
    if (parseRoute(location.hash).view !== name) return;
    open = openView(query);
    main.replaceChildren(open.element);
  } catch {
    main.replaceChildren(text.failed);
  }
}

applyTheme();
void keepOffline();
addEventListener("hashchange", () => {
  void show().then(() => scrollTo(0, 0));
});
void show();
