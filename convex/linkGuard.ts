/**
 * Which addresses the backend asks for a preview. It must not become a way into a network that its users do
 * not reach, so this is asked before each request, also after a redirect.
 *
 * A public name whose DNS record has a private address cannot be seen here: Convex's runtime looks up no names.
 * Convex's cloud has no private network of ours; docs/setup.md says what those do who host it themselves.
 */

/** Names that are no public hosts, and whatever lies below them (RFC 6761, 6762, 7686, 8375, 9476, and habit). */
const PRIVATE_NAMES =
	/(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|onion|alt|arpa|test|invalid|example)$/;

/** An address by number: the parser of addresses has written each notation of them like this. */
const IS_NUMBER = /^[\d.]+$|^\[/;

/** Hosts that alone may be asked, each with its port if it is not the usual one; or any public one. */
export type AskedHosts = readonly string[] | 'public';

/** Whether the backend may ask for this address. */
export function mayBeAsked(address: string, hosts: AskedHosts): boolean {
	if (!URL.canParse(address)) return false;
	const { protocol, username, password, host, hostname, port } = new URL(address);
	if (!/^https?:$/.test(protocol) || username || password) return false;
	return hosts === 'public' ? port === '' && isPublic(hostname) : hosts.includes(host);
}

/** No page that people share is called by a number, so these are left out, public ones too. */
function isPublic(hostname: string): boolean {
	const name = hostname.replace(/\.$/, '');
	return name.includes('.') && !IS_NUMBER.test(name) && !PRIVATE_NAMES.test(name);
}
