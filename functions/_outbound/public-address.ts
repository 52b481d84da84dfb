import ipaddr from "ipaddr.js";

/** IANA's special-purpose registries, and Azure's and Alibaba's addresses for machines' own data. */
const FORBIDDEN_IPV4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "168.63.129.16/32",
].map((range) => ipaddr.IPv4.parseCIDR(range));

/** Of IPv6 only global unicast is open, and of that not what tunnels, documents or belongs to protocols. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");
const FORBIDDEN_IPV6 = ["2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"].map(
  (range) => ipaddr.IPv6.parseCIDR(range),
);

/**
 * Whether an address literal, as a resolver gives it, lies on the public internet. Text that is no address is not.
 * IPv4 inside IPv6 is judged as IPv4 when mapped and refused in every other wrapping (NAT64, 6to4, Teredo).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) && !ipaddr.IPv6.isValid(address)) return false;
  // The parser takes ::1.2.3.4, deprecated and dialled as IPv6, for the mapped form.
  if (address.includes("%") || /^[0:]+(\d+\.){3}\d+$/.test(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return isPublicIpv4(parsed);
  const { IPv6 } = ipaddr;
  if (!(parsed instanceof IPv6)) return false;
  if (parsed.isIPv4MappedAddress()) return isPublicIpv4(parsed.toIPv4Address());
  return parsed.match(GLOBAL_IPV6) && !FORBIDDEN_IPV6.some((range) => parsed.match(range));
}

function isPublicIpv4(address: ipaddr.IPv4): boolean {
  return !FORBIDDEN_IPV4.some((range) => address.match(range));
}
