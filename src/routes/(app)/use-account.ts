import { createContext } from 'svelte';
import type { Account } from '$lib';

/**
 * The open account, for all components below `<ProvideAccount>`. It is the same as long as a component
 * lives: components are created again for another account. Call both while a component is initialised.
 */
export const [useAccount, provideAccount] = createContext<Account>();
