import { expect, it } from 'vitest';
import { aboutServers } from './greeting.js';

const ports = { clerk: 4410, convex: 3210 };

it('says that the controls are on when they are, and not otherwise', () => {
	expect(aboutServers(ports, '.local/', true).join('\n')).toMatch(/controls +on/);
	expect(aboutServers(ports, '.local/', false).join('\n')).not.toContain('controls');
});
