import { BlockList, isIP } from 'node:net';

/** What one subscriber has of an address of a machine: all of IPv4, the first 64 bits of IPv6. Any other text stays as it is. */
export function subscriber(address: string): string {
	const plain = address.replace(/%.*$/, '');
	if (isIP(plain) !== 6) return address;
	const groups = groupsOf(plain);
	const [high = 0, low = 0] = groups.slice(6);
	const isMapped = groups.slice(0, 5).every((one) => one === 0) && groups[5] === 0xffff;
	if (isMapped) return [high >> 8, high & 255, low >> 8, low & 255].join('.');
	return `${groups
		.slice(0, 4)
		.map((one) => one.toString(16))
		.join(':')}::/64`;
}

const near = listed('ipv4', ['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']);
const near6 = listed('ipv6', ['::1/128', 'fc00::/7']);

/**
 * For whose machine a request was made. A proxy stands on this machine or beside it, in a private network, and puts the address of whoever
 * asked it at the end of `X-Forwarded-For`; what stands before that is hearsay, as is the whole header where no proxy can have written it.
 */
export function callerAddress(peer: string, forwarded: string | null): string {
	const plain = subscriber(peer.replace(/%.*$/, ''));
	const isNear = isIP(plain) === 4 ? near.check(plain, 'ipv4') : isIP(peer) === 6 && near6.check(peer, 'ipv6');
	const last = forwarded?.split(',').at(-1)?.trim() ?? '';
	const address = /^\[(.+)\](:\d+)?$/.exec(last)?.[1] ?? /^([\d.]+):\d+$/.exec(last)?.[1] ?? last;
	return isNear && isIP(address) !== 0 ? address : peer;
}

/** The eight numbers of an address of IPv6; `URL` brings every spelling to one, without dots. */
function groupsOf(address: string): number[] {
	const [head = [], tail = []] = new URL(`http://[${address}]`).hostname
		.slice(1, -1)
		.split('::')
		.map((half) => half.split(':').filter(Boolean));
	const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
	return [...head, ...zeros, ...tail].map((one) => Number.parseInt(one, 16));
}

// This network, private, carrier's, loopback, link-local with the metadata of clouds, protocols, documentation, 6to4 relays, benchmarks, multicast, reserved.
const closed4 = listed('ipv4', [
	'0.0.0.0/8',
	'10.0.0.0/8',
	'100.64.0.0/10',
	'127.0.0.0/8',
	'169.254.0.0/16',
	'172.16.0.0/12',
	'192.0.0.0/24',
	'192.0.2.0/24',
	'192.88.99.0/24',
	'192.168.0.0/16',
	'198.18.0.0/15',
	'198.51.100.0/24',
	'203.0.113.0/24',
	'224.0.0.0/4',
	'240.0.0.0/4',
	// The metadata of one cloud, at an address that looks public.
	'168.63.129.16/32'
]);
// All that is public today. Loopback, unique-local, link-local, multicast, IPv4-mapped and NAT64 addresses are outside.
const open6 = listed('ipv6', ['2000::/3']);
// Inside it: protocols with Teredo, documentation, 6to4, documentation again.
const closed6 = listed('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);

function listed(family: 'ipv4' | 'ipv6', ranges: readonly string[]): BlockList {
	const list = new BlockList();
	for (const range of ranges) {
		const [net = '', bits] = range.split('/');
		list.addSubnet(net, Number(bits), family);
	}
	return list;
}

/** Is this the address of a machine on the public internet, and in a plain form? */
export function isPublicAddress(address: string): boolean {
	if (address.includes('%')) return false;
	if (isIP(address) === 4) return !closed4.check(address, 'ipv4');
	return isIP(address) === 6 && open6.check(address, 'ipv6') && !closed6.check(address, 'ipv6');
}

const closedNames = /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home|corp|private|home\.arpa|onion)$/i;

/** May this name be one on the public internet? A name without a dot is one of the own network. */
export function mayBePublicName(name: string): boolean {
	return name.includes('.') && !closedNames.test(name);
}
