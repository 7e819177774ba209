/** Where a name leads: to the machine of the install, to another (a proxy may stand there), or to none yet. */
export type DomainWay = 'here' | 'elsewhere' | 'nowhere'

/**
 * What the addresses behind two names say of the way. `found` and `own` null: the DNS did not answer, or the install has
 * no public name; then nothing is known.
 */
export function judgeWay(
  found: readonly string[] | null,
  own: readonly string[] | null
): DomainWay | null {
  if (found === null) return null
  if (found.length === 0) return 'nowhere'
  if (!own?.length) return null
  return found.some((address) => own.includes(address)) ? 'here' : 'elsewhere'
}
