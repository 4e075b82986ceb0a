/** The name of the text that holds the latest time of the servers, in milliseconds since 1970. */
export const HEARD_AT = 'heard-at';
