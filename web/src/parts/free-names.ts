/** Gives every file a name of its own: the second photo.png becomes 2-photo.png. */
export function freeNames(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    let free = name;
    for (let n = 2; taken.has(free); n++) free = `${n}-${name}`;
    taken.add(free);
    return free;
  };
}
