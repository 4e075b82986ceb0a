/** Stands for SvelteKit's router, which a benchmark's page does not have: nothing leads elsewhere. */
export const afterNavigate = () => undefined;
export const beforeNavigate = afterNavigate;
export const onNavigate = afterNavigate;
export const goto = () => Promise.resolve();
export const pushState = () => undefined;
export const replaceState = pushState;
