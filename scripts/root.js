import { fileURLToPath } from 'node:url';

/** The repository's folder. Every command works there, wherever it was called from. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));
