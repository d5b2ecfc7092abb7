import { essentialArrows, type Arrows } from "./arrows.ts";
import { libraryRooms, workspaceArrows } from "./maps.ts";

/** A picture of the page on the architecture. */
export interface Picture {
  /** From the repository's folder. */
  readonly path: string;
  readonly title: string;
  readonly arrows: () => Promise<Arrows>;
}

export const pictures: readonly Picture[] = [
  {
    path: "docs/develop/workspaces.svg",
    title: "Which workspace uses which",
    arrows: async () => essentialArrows(await workspaceArrows()),
  },
  {
    path: "docs/develop/core.svg",
    title: "Which room of the library uses which",
    arrows: async () => essentialArrows(await libraryRooms()),
  },
];
