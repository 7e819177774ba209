import type { PeriodPrice } from '#accounts/plans/price_period'
import type { DocumentLanguage } from '#shared/locales'

export interface PeriodLine {
  description: string
  quantity: number
  unitAmount: number
}

const OVERAGE: Record<string, string> = {
  en: 'Leads beyond those included',
  de: 'Leads über die enthaltenen hinaus',
}

/** What a period is billed as; what costs nothing has no line. */
export function periodLines(price: PeriodPrice, language: DocumentLanguage): PeriodLine[] {
  const dates = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'medium',
    timeZone: 'UTC',
  })
  const moment = (day: string) => new Date(`${day}T12:00:00Z`)
  const base = price.base.map(({ name, from, to, amount }) => ({
    description: `${name}, ${dates.formatRange(moment(from), moment(to))}`.slice(0, 255),
    ...{ quantity: 1, unitAmount: amount },
  }))
  const { overage } = price
  const beyond = overage && {
    description: OVERAGE[language] ?? OVERAGE.en,
    ...{ quantity: overage.leads, unitAmount: overage.each },
  }
  return [...base, ...(beyond ? [beyond] : [])].filter(({ unitAmount }) => unitAmount > 0)
}
