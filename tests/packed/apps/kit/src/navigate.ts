import { goto } from '$app/navigation';

/** Goes to an address of the app without a new page. */
export const navigate = (to: string): Promise<void> => goto(to);
