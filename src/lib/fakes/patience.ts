/** For `vi.waitFor` and `vi.waitUntil`, which give up after a second: no test fails because the machine is slow. */
export const PATIENTLY = { timeout: 90_000 };
