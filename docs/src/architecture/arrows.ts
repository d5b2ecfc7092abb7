/** From one name to those that it leads to. */
export type Arrows = ReadonlyMap<string, ReadonlySet<string>>;

/** Arrows of pairs; one from a name to itself is none. */
export function arrowsOf(pairs: Iterable<readonly [from: string, to: string]>): Arrows {
  const arrows = new Map<string, Set<string>>();
  const leavesOf = (name: string): Set<string> => {
    const leaves = arrows.get(name) ?? new Set();
    arrows.set(name, leaves);
    return leaves;
  };
  for (const [from, to] of pairs) {
    if (from === to) continue;
    leavesOf(from).add(to);
    leavesOf(to);
  }
  return arrows;
}

/** Where one gets to from a name, by one arrow or more. */
function reached(arrows: Arrows, from: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...arrows.get(from)!];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...arrows.get(next)!);
  }
  return seen;
}

/**
 * The arrows without those that follow from others (transitive reduction): a → c goes where there is
 * a → b → c. Of arrows into a circle all stay, so that a picture shows it.
 */
export function essentialArrows(arrows: Arrows): Arrows {
  const further = new Map([...arrows.keys()].map((name) => [name, reached(arrows, name)]));
  const leads = (from: string, to: string): boolean => further.get(from)!.has(to);
  const follows = (from: string, to: string): boolean =>
    !leads(to, to) && [...arrows.get(from)!].some((via) => via !== to && leads(via, to));
  return new Map(
    [...arrows].map(([from, to]) => [
      from,
      new Set([...to].filter((name) => !follows(from, name))),
    ]),
  );
}
