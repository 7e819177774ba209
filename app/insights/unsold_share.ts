/* When so many leads find nobody that somebody should look: told to the account's people, and to its agency. */

/** Fewer leads than this say nothing. */
export const LEAST_LEADS = 20
/** Above this share of unsold leads somebody should look. */
export const HIGH_SHARE = 0.5
