/** Goes to an address of the app without a new page. */
export const navigate = (to: string): void => history.replaceState(null, '', to);
