/* A logarithmic scale of durations: eight steps to the double, so a median read off it is within 5 %. */
const PER_DOUBLE = 8

export const stepOf = (ms: number): number => Math.round(PER_DOUBLE * Math.log2(ms + 1))

const msOf = (step: number): number => Math.round(2 ** (step / PER_DOUBLE) - 1)

/** The median in ms of durations counted by step; null where there are none. Steps below 0 were not measured. */
export function medianOf(counts: readonly (readonly [step: number, n: number])[]): number | null {
  const measured = counts.filter(([step]) => step >= 0).sort((a, b) => a[0] - b[0])
  const total = measured.reduce((sum, [, n]) => sum + n, 0)
  let passed = 0
  for (const [step, n] of measured) {
    passed += n
    if (passed * 2 >= total) return msOf(step)
  }
  return null
}
