// The app is one page that the service worker can answer with: no server renders it.
export const ssr = false;
export const prerender = false;
