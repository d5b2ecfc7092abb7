import { dirname, join, sep } from "node:path";
import { readJson } from "../repository.ts";
import { arrowsOf, type Arrows } from "./arrows.ts";
import { sourcesOf, type Source } from "./imports.ts";

interface Manifest {
  readonly name: string;
  readonly imports?: Readonly<Record<string, { readonly default: string }>>;
}

/** Which workspace imports which, in sources. */
export async function workspaceArrows(): Promise<Arrows> {
  const { workspaces } = await readJson<{ workspaces: readonly string[] }>("package.json");
  const folderOf = new Map<string, string>();
  for (const folder of workspaces)
    folderOf.set((await readJson<Manifest>(`${folder}/package.json`)).name, folder);
  const pairs: [string, string][] = [];
  for (const from of workspaces) {
    const sources = await sourcesOf(from);
    for (const name of sources.flatMap(({ imports }) => imports)) {
      const [, id] = /^(@[^/]+\/[^/]+|[^/]+)/.exec(name)!;
      const to = folderOf.get(id!);
      if (to !== undefined) pairs.push([from, to]);
    }
  }
  return arrowsOf(pairs);
}

/** A folder of the library, and what its own files are called together, those that use its rooms. */
interface House {
  readonly folder: string;
  readonly door: string;
}

const library: House = { folder: join("core", "src"), door: "encrypt, decrypt" };
const container: House = { folder: join("core", "src", "container"), door: "index" };

/** Which room of the library imports which. */
export const libraryRooms = (): Promise<Arrows> => roomArrows(library);

/** Which room of the file format imports which. */
export const containerRooms = (): Promise<Arrows> => roomArrows(container);

/**
 * Rooms are the folders of one folder. Files beside them are the door when they use one, and else small
 * things that all may use: errors, for instance. Those are left out.
 */
async function roomArrows({ folder, door }: House): Promise<Arrows> {
  const sources = await sourcesOf("core");
  const { imports: platform = {} } = await readJson<Manifest>("core/package.json");
  const target = ({ path }: Source, name: string): string | undefined => {
    if (name.startsWith(".")) return join(dirname(path), name);
    const file = platform[name]?.default;
    // Some stand for a package.
    return file?.startsWith(".") === true
      ? join("core", file.replace("/dist/", "/src/"))
      : undefined;
  };
  const inside = (path: string): boolean => path.startsWith(folder + sep);
  const roomOf = (path: string): string | undefined => {
    const [room, ...rest] = path.slice(folder.length + 1).split(sep);
    return rest.length > 0 ? room : undefined;
  };
  const pairs: [string, string][] = [];
  for (const source of sources.filter(({ path }) => inside(path)))
    for (const name of source.imports) {
      const file = target(source, name);
      const to = file !== undefined && inside(file) ? roomOf(file) : undefined;
      if (to !== undefined) pairs.push([roomOf(source.path) ?? door, to]);
    }
  return arrowsOf(pairs);
}
