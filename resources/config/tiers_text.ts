type Translate = (key: string, values: Record<string, unknown>) => string

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** "8.00 from lead 101, 5.00 from lead 501 of the month"; empty where no price goes by volume. */
export function tiersText(tiers: unknown, t: Translate): string {
  if (!isObject(tiers) || !Array.isArray(tiers.steps)) return ''
  const steps = tiers.steps.filter(isObject)
  if (!steps.length) return ''
  const list = steps
    .map(({ from, price }) => t('profiles.tiers.step', { price: String(price), n: String(from) }))
    .join(', ')
  return t(`profiles.tiers.all.${tiers.per === 'total' ? 'total' : 'month'}`, { list })
}
