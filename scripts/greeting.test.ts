import { expect, it } from 'vitest';
import { aboutServers } from './greeting.js';

const servers = { ports: { clerk: 4410, convex: 3210 }, state: '.local/', jwtKey: 'a key' };

it('says that the controls are on when they are, and not otherwise', () => {
	const about = (controls: boolean) => aboutServers({ ...servers, controls }).join('\n');
	expect(about(true)).toMatch(/controls +on/);
	expect(about(false)).not.toContain('controls');
});

it('says what an app with a server of its own takes to verify sessions', () => {
	const about = aboutServers({ ...servers, controls: false }).join('\n');
	expect(about).toContain('CLERK_SECRET_KEY=sk_test_local');
	expect(about).toContain('CLERK_JWT_KEY="a key"');
});
