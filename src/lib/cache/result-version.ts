/**
 * The version of a query's result of which nothing else is said, and of copies that were kept before they had
 * a version noted with them.
 */
export const FIRST_RESULT_VERSION = 1;
