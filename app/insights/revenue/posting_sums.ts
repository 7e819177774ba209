/** Kinds of postings that take revenue back. What is none of them and no sale is a correction by hand. */
export const REVERSALS = `('cancellation', 'return')`

/** The sums of a report, from postings. Net is the sum of all amounts, whatever kinds there are. */
export const POSTING_SUMS = `
  sum(case when kind = 'sale' then 1 else 0 end) as delivered,
  sum(case when kind in ${REVERSALS} then 1 else 0 end) as cancelled,
  sum(case when kind = 'return' then 1 else 0 end) as returned,
  sum(case when kind in ${REVERSALS} then 0 else amount end) as gross,
  sum(case when kind in ${REVERSALS} then -amount else 0 end) as reversed,
  sum(case when kind = 'adjustment' then amount else 0 end) as adjusted`
