/**
 * Code that a store in memory loads when it is first used, in the machine's time. Tests on fake time, which
 * does not wait for that, have it loaded.
 */
import '../cache/memory-transactions.js';
