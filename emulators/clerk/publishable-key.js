/**
 * The publishable key of the local Clerk. The host that is in it is never contacted, because clerk-js
 * is also given {@link LOCAL_PROXY_URL}. It is none of Clerk's own development hosts: for those
 * clerk-js would first ask for a "dev browser", which only Clerk has.
 */
export const LOCAL_PUBLISHABLE_KEY = `pk_test_${btoa('clerk.local.invalid$')}`;

/** Where the app's own server mounts the local Clerk, with this prefix taken off. */
export const LOCAL_PROXY_URL = '/__clerk';
