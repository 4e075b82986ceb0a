/** vite-plugin-pwa has no version for SvelteKit 3 yet. */
export const registerWorker = () => navigator.serviceWorker.register('/worker.js');
