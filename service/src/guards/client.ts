import { BlockList, isIPv4, isIPv6 } from "node:net";

/** Addresses and networks. */
export function addressList(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = "", prefix] = entry.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

/**
 * Who asks, for limits: an IPv4 address, or the network of an IPv6 one, of which everybody has 2^64.
 * @param peer the address at the other end of the connection
 * @param forwarded X-Forwarded-For; believed from its right end, as far as proxies are trusted
 */
export function clientOf(
  peer: string | undefined,
  forwarded: string | undefined,
  trusted: BlockList,
): string {
  const chain = (forwarded ?? "").split(",").map((each) => each.trim());
  let client = peer ?? "";
  while (isTrusted(client, trusted)) {
    const before = chain.pop();
    if (before === undefined || !(isIPv4(before) || isIPv6(before))) break;
    client = before;
  }
  return network(plain(client));
}

function isTrusted(address: string, trusted: BlockList): boolean {
  const bare = plain(address);
  if (isIPv4(bare)) return trusted.check(bare, "ipv4");
  return isIPv6(bare) && trusted.check(bare, "ipv6");
}

/** An IPv4 address that came as ::ffff:192.0.2.1 as itself. */
function plain(address: string): string {
  const [, four] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  return four ?? address;
}

function network(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap = Array.from<string>({ length: Math.max(0, 8 - before.length - after.length) }).fill(
    "0",
  );
  const groups = tail === undefined ? before : [...before, ...gap, ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
