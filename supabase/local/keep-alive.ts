/**
 * Options of the platform's HTTP servers. Node closes an idle connection after five seconds; a client on a busy machine
 * may be about to use it then, and sees a reset where the request could not be sent again.
 */
export const PATIENT = { keepAliveTimeout: 75_000 };
