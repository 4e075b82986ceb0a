const navigate = (to: string): void => history.replaceState(null, '', to);

/** Goes to an address of the app without a new page. */
export const router = { routerPush: navigate, routerReplace: navigate };
