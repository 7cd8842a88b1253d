import ipaddr from 'ipaddr.js';

/** `never`: it hands out credentials of this machine, or may lead to such a service. */
export type AddressKind = 'public' | 'private' | 'never';

/** Clouds serve a machine's credentials here. */
const METADATA = [
  '169.254.0.0/16',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.192/32',
  'fd00:ec2::/32',
  'fd20:ce::254/128',
  'fd00:c1::a9fe:a9fe/128',
  'fd00:42::42/128',
].map((range) => ipaddr.parseCIDR(range));

/** Where the last four bytes are an IPv4 address: IPv4-compatible, NAT64 (RFC 6052), and translated (RFC 2765). */
const EMBEDDING = ['::/96', '64:ff9b::/96', '::ffff:0:0:0/96'].map((range) => ipaddr.parseCIDR(range));
/** NAT64 of a network's own (RFC 8215), 6to4 and Teredo: what they lead to depends on the network. */
const TUNNELS = ['64:ff9b:1::/48', '2002::/16', '2001::/32'].map((range) => ipaddr.parseCIDR(range));

/** Judges an address that a connection would be made to, in any of its forms. @param address as IP, without brackets */
export function judgeAddress(address: string): AddressKind {
  const found = ipaddr.parse(address);
  if (isIn(found, TUNNELS)) return 'never';
  const meant = withoutWrapping(found);
  if (isIn(meant, METADATA)) return 'never';
  // What is deprecated for more than a decade is nobody's public address.
  const isCompatible = meant !== found && isIn(found, EMBEDDING.slice(0, 1));
  return meant.range() === 'unicast' && !isCompatible ? 'public' : 'private';
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

function withoutWrapping(address: Address): Address {
  if (address instanceof ipaddr.IPv4) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  const isSpecial = address.range() === 'unspecified' || address.range() === 'loopback';
  if (isSpecial || !isIn(address, EMBEDDING)) return address;
  return new ipaddr.IPv4(address.toByteArray().slice(-4));
}

function isIn(address: Address, ranges: readonly [Address, number][]): boolean {
  return ranges.some(([range, bits]) => range.kind() === address.kind() && address.match(range, bits));
}
