import { mount } from 'svelte';
import type { ClerkSettings } from 'clerk-convex-svelte';
import OwnClerk from './OwnClerk.svelte';

type Own = Extract<NonNullable<ClerkSettings['instance']>, object>;

const { VITE_CLERK_PUBLISHABLE_KEY, VITE_CLERK_PROXY_URL = '' } = import.meta.env;

/** Clerk's own script, as an app has it that brings clerk-js among its files. It makes `window.Clerk`. */
const script = document.createElement('script');
script.dataset.clerkPublishableKey = VITE_CLERK_PUBLISHABLE_KEY;
script.dataset.clerkProxyUrl = VITE_CLERK_PROXY_URL;
script.src = '/own-clerk.js';
script.onload = () => {
	const instance = (window as unknown as { Clerk: Own }).Clerk;
	Object.assign(window, { ownClerk: instance });
	mount(OwnClerk, { target: document.body, props: { instance } });
};
document.head.append(script);
