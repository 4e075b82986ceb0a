/** What a list has besides its rows. A launch shows it after them. */
export { default as ListEnd } from './ListEnd.svelte';
export { default as ListTop } from './ListTop.svelte';
