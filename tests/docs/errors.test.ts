import { expect, test } from 'vitest';
import type {
	ArgumentError,
	AuthError,
	CallError,
	FunctionError,
	OutboxError,
	SetupError
} from '../../src/lib/index.ts';
import { readDocument } from './markdown.ts';

/** All codes, by class: a code that is missing here is an error of types. */
const CODES: {
	AuthError: Record<AuthError['code'], true>;
	SetupError: Record<SetupError['code'], true>;
	FunctionError: Record<FunctionError['code'], true>;
	CallError: Record<CallError['code'], true>;
	ArgumentError: Record<ArgumentError['code'], true>;
	OutboxError: Record<OutboxError['code'], true>;
	StorageError: { refused: true };
} = {
	AuthError: {
		secret_key: true,
		invalid_publishable_key: true,
		clerk_not_loaded: true,
		clerk_too_old: true,
		no_active_session: true,
		token_retrieval_failed: true,
		no_convex_audience: true,
		no_auth_config: true,
		rejected_by_convex: true,
		clock_skew: true,
		convex_not_reached: true,
		convex_client_taken: true,
		sign_out_failed: true
	},
	SetupError: {
		invalid_convex_url: true,
		second_provider: true,
		no_provider: true,
		outside_initialization: true
	},
	FunctionError: { not_deployed: true, wrong_kind: true },
	CallError: { not_connected: true, outcome_unknown: true, not_understood: true },
	ArgumentError: { no_convex_type: true },
	OutboxError: { not_defined: true, storage_full: true, storage_failed: true, closed: true },
	StorageError: { refused: true }
};

test.each(Object.entries(CODES))('docs/errors.md has a row for every code of %s', (name, codes) => {
	const [, section = ''] = readDocument('docs/errors.md').split(`## \`${name}\``);
	const [own = ''] = section.split('\n## ');
	const rows = [...own.matchAll(/^\| `(\w+)` +\|/gm)].map(([, code]) => code);
	expect(rows.filter((row) => row !== 'code')).toEqual(Object.keys(codes));
});
