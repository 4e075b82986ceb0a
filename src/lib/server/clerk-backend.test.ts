import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
	vi.doUnmock('@clerk/backend');
	vi.resetModules();
});

test('without @clerk/backend, the import says what to install', async () => {
	vi.resetModules();
	vi.doMock('@clerk/backend', () => {
		throw new Error('Cannot find package');
	});
	await expect(import('./index.js')).rejects.toMatchObject({
		name: 'ServerError',
		code: 'clerk_backend_missing',
		message: expect.stringContaining('npm install @clerk/backend') as string
	});
});
