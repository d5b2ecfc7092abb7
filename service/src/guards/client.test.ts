import { expect, test } from "vitest";
import { addressList, clientOf } from "./client.ts";

const none = addressList([]);
const proxies = addressList(["10.0.0.0/8", "127.0.0.1", "fd00::/8"]);

test.each([
  ["203.0.113.7", undefined, none, "203.0.113.7"],
  ["203.0.113.7", "198.51.100.1", none, "203.0.113.7"],
  ["203.0.113.7", "198.51.100.1", proxies, "203.0.113.7"],
  ["10.1.2.3", "198.51.100.1", proxies, "198.51.100.1"],
  ["10.1.2.3", "6.6.6.6, 198.51.100.1", proxies, "198.51.100.1"],
  ["10.1.2.3", "6.6.6.6, 198.51.100.1, 10.9.9.9", proxies, "198.51.100.1"],
  ["10.1.2.3", "unknown", proxies, "10.1.2.3"],
  ["10.1.2.3", "", proxies, "10.1.2.3"],
  ["::ffff:10.1.2.3", "198.51.100.1", proxies, "198.51.100.1"],
  ["::ffff:203.0.113.7", undefined, none, "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", undefined, none, "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::1", undefined, none, "2001:db8:1:2::/64"],
  ["2001:0db8:0001:0002::1", undefined, none, "2001:db8:1:2::/64"],
  ["::1", undefined, none, "0:0:0:0::/64"],
  ["fd00::1", "2001:db8::9", proxies, "2001:db8:0:0::/64"],
  [undefined, "198.51.100.1", proxies, ""],
])("%s with X-Forwarded-For %j is %3$s", (peer, forwarded, trusted, client) => {
  expect(clientOf(peer, forwarded, trusted)).toBe(client);
});
