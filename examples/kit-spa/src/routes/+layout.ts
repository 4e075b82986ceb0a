/** Only the browser renders: a page that opens offline cannot wait for a server. */
export const ssr = false;
