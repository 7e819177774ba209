import { addDays } from '#billing/dates'
import type { VatRate } from '#billing/tax/types'

/*
 * Standard rates by territory, oldest first: [territory, percent, valid from]. A rate ends the day before the next one
 * of its territory begins. When a state announces a change, add its line here; an account can do the same for itself.
 */
const TEDB = 'European Commission, Taxes in Europe Database (TEDB)'
const HMRC = 'HM Revenue & Customs, VAT rates'
const ESTV = 'Eidgenössische Steuerverwaltung, Steuersätze der MWST'

type Line = [territory: string, percent: string, from: string]

const lines = (source: string, all: Line[]) => all.map((one) => ({ one, source }))

const DATA = [
  ...lines(TEDB, [
    ['AT', '20', '1995-01-01'],
    ['BE', '21', '1996-01-01'],
    ['BG', '20', '1999-01-01'],
    ['CY', '19', '2014-01-13'],
    ['CZ', '21', '2013-01-01'],
    ['DE', '19', '2007-01-01'],
    ['DE', '16', '2020-07-01'],
    ['DE', '19', '2021-01-01'],
    ['DK', '25', '1992-01-01'],
    ['EE', '20', '2009-07-01'],
    ['EE', '22', '2024-01-01'],
    ['EE', '24', '2025-07-01'],
    ['ES', '21', '2012-09-01'],
    ['FI', '24', '2013-01-01'],
    ['FI', '25.5', '2024-09-01'],
    ['FR', '20', '2014-01-01'],
    ['GR', '24', '2016-06-01'],
    ['HR', '25', '2012-03-01'],
    ['HU', '27', '2012-01-01'],
    ['IE', '23', '2012-01-01'],
    ['IE', '21', '2020-09-01'],
    ['IE', '23', '2021-03-01'],
    ['IT', '22', '2013-10-01'],
    ['LT', '21', '2009-09-01'],
    ['LU', '17', '2015-01-01'],
    ['LU', '16', '2023-01-01'],
    ['LU', '17', '2024-01-01'],
    ['LV', '21', '2012-07-01'],
    ['MT', '18', '2004-05-01'],
    ['NL', '21', '2012-10-01'],
    ['PL', '23', '2011-01-01'],
    ['PT', '23', '2011-01-01'],
    ['PT-20', '18', '2014-01-01'],
    ['PT-20', '16', '2021-07-01'],
    ['PT-30', '22', '2012-04-01'],
    ['RO', '19', '2017-01-01'],
    ['RO', '21', '2025-08-01'],
    ['SE', '25', '1995-01-01'],
    ['SI', '22', '2013-07-01'],
    ['SK', '20', '2011-01-01'],
    ['SK', '23', '2025-01-01'],
  ]),
  ...lines('Direction générale des finances publiques, CGI art. 296', [
    ['GP', '8.5', '2014-01-01'],
    ['MQ', '8.5', '2014-01-01'],
    ['RE', '8.5', '2014-01-01'],
  ]),
  ...lines('Principauté de Monaco, Direction des Services Fiscaux', [['MC', '20', '2014-01-01']]),
  ...lines(HMRC, [
    ['GB', '20', '2011-01-04'],
    ['IM', '20', '2011-01-04'],
  ]),
  ...lines(ESTV, [
    ['CH', '8', '2011-01-01'],
    ['CH', '7.7', '2018-01-01'],
    ['CH', '8.1', '2024-01-01'],
    ['LI', '8', '2011-01-01'],
    ['LI', '7.7', '2018-01-01'],
    ['LI', '8.1', '2024-01-01'],
  ]),
  ...lines('Skatteetaten, merverdiavgift', [['NO', '25', '2005-01-01']]),
  ...lines('Skatturinn, virðisaukaskattur', [['IS', '24', '2015-01-01']]),
]

/** The rates that come with the product, oldest first by territory. */
export const BUILT_IN_RATES: readonly VatRate[] = DATA.map(({ one, source }, index) => {
  const [territory, percent, from] = one
  const next = DATA[index + 1]?.one
  const to = next?.[0] === territory ? addDays(next[2], -1) : null
  return { territory, kind: 'standard', percent, valid_from: from, valid_to: to, source }
})
