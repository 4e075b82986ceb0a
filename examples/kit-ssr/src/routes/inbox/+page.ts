/** It opens offline: the browser alone renders it, and the service worker keeps the empty page. */
export const ssr = false;
export const prerender = true;
