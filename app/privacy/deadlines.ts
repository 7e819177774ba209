const DAY_MS = 86_400_000

/** A month after it came in (Art. 12(3) GDPR); thirty days are within every month but one, which has fewer. */
export const REQUEST_DAYS = 30
/** A partner has as long, and is reminded twice before that. */
export const PARTNER_DAYS = 30
export const REMINDER_DAYS = [14, 25]
/** A file with a person's data waits for its reader so long. */
export const FILE_DAYS = 7
/** Partners that never answer: whom it was about is forgotten so long after their time was over. */
export const FORGET_DAYS = 60

export const after = (at: number, days: number): number => at + days * DAY_MS

/** When (ms) a partner asked at `askedAt` is written to next, after so many mails; null: no more. */
export const nextMailAt = (askedAt: number, mails: number): number | null => {
  const days = REMINDER_DAYS[mails - 1]
  return days === undefined ? null : after(askedAt, days)
}
