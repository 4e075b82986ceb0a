/** Stands for SvelteKit's state of the page. */
export const page = {
	url: new URL('http://localhost/'),
	params: {},
	state: {},
	route: { id: null }
};
