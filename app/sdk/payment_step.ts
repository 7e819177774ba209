/** What is wrong with what `checkout` answered, or null: the host refuses by it, and so do the contract tests. */
export function stepProblem(step: unknown): string | null {
  const given = step as { transfer?: unknown; redirect?: unknown; reference?: unknown } | null
  if (given?.transfer === true) return null
  if (typeof given?.redirect !== 'string' || !given.redirect.startsWith('https://'))
    return 'must answer { transfer: true } or a redirect to an https address'
  return typeof given.reference === 'string' && given.reference ? null : 'must name a reference'
}
