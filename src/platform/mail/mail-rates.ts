/** Sending slots that all workers share, for modules that send on a way of their own. */
export { returnSlots, takeSlots } from './outbox.sql.js';
