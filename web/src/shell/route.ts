export const viewNames = ["encrypt", "look", "break", "measure", "understand"] as const;
export type ViewName = (typeof viewNames)[number];

/** Where somebody is: a view and its state, as the fragment of the address has them. */
export interface Route {
  readonly view: ViewName;
  readonly query: URLSearchParams;
}

/** @param hash as in "#look?cipher=hybrid&scene=2"; anything else is the first view */
export function parseRoute(hash: string): Route {
  const [name = "", query = ""] = hash.replace(/^#/, "").split("?");
  const view = viewNames.find((each) => each === name) ?? "encrypt";
  return { view, query: new URLSearchParams(query) };
}
