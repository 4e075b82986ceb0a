import type { Report } from '../diagnostics.js';

/** For tests that do not ask what is reported. */
export const noReport: Report = () => undefined;
