import type { PlanContext } from '#sdk'
import { currencyExponent } from '#shared/money'

/** What a strategy is told beside its candidates. */
export const planContext = (currency: string): PlanContext => ({
  currency,
  minor(amount) {
    const match = /^(\d{1,13})(?:\.(\d+))?$/.exec(amount.trim())
    if (!match) throw new Error(`"${amount}" is no amount`)
    const exponent = currencyExponent(currency)
    const decimals = match[2] ?? ''
    const whole = Number(match[1]) * 10 ** exponent
    const part = Number(decimals.slice(0, exponent).padEnd(exponent, '0') || '0')
    return whole + part + (/[1-9]/.test(decimals.slice(exponent)) ? 1 : 0)
  },
})
