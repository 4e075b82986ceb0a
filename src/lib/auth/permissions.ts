import type { TokenResource } from '@clerk/shared/types';
import { isRecord } from '../is-record.js';

/**
 * What a session token lets its user do in the organisation, in either of Clerk's two formats; `undefined`
 * for a token that has no word on it.
 */
export function permissionsIn(token: TokenResource | null): string[] | undefined {
	const claims: unknown = token?.jwt?.claims;
	if (!isRecord(claims)) return undefined;
	const { o, fea, org_permissions: written } = claims;
	if (Array.isArray(written)) return written.filter((one) => typeof one === 'string');
	return isRecord(o) ? decode(o, fea) : undefined;
}

/**
 * The compact format: `per` has the names of permissions, and `fpm` a number for each of the organisation's
 * features, of which the bits say which names it has.
 */
function decode({ per, fpm }: Record<string, unknown>, fea: unknown): string[] {
	const names = listIn(per);
	const bits = listIn(fpm);
	const features = listIn(fea)
		.map((one) => one.split(':'))
		.filter(([scope]) => scope?.includes('o'));
	return features.flatMap(([, feature], index) => {
		const has = /^\d+$/.test(bits[index] ?? '') ? BigInt(bits[index] ?? 0) : 0n;
		const isHad = (_name: string, bit: number) => ((has >> BigInt(bit)) & 1n) === 1n;
		return names.filter(isHad).map((name) => `org:${feature}:${name}`);
	});
}

function listIn(value: unknown): string[] {
	return typeof value === 'string' ? value.split(',').map((one) => one.trim()) : [];
}
