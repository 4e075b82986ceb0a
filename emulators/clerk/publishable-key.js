/**
 * The publishable key of the local Clerk: `pk_test_` and, in base64, the host of a Frontend API.
 *
 * clerk-js reads the key but never contacts that host, because the app also gives it
 * {@link LOCAL_PROXY_URL}. The host must not be one of Clerk's own development hosts: for those
 * clerk-js first asks for a "dev browser", which only Clerk has.
 */
export const LOCAL_PUBLISHABLE_KEY = `pk_test_${btoa('clerk.local.invalid$')}`;

/** Where the app's own server mounts the local Clerk, with this prefix taken off. */
export const LOCAL_PROXY_URL = '/__clerk';
