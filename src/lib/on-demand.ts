/** What the client does only when it is asked to. It is loaded together, with the first of it that is asked for. */
export { login } from './auth/await-login.js';
export { callAsNobody } from './call-as-nobody.svelte.js';
export { endOtherSessions } from './end-other-sessions.js';
