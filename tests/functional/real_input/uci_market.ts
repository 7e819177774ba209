import type { Limit, Market, Place } from '#tests/functional/real_input/evaluator'

/** A row of the file as it stands there. */
export type Contact = Record<string, string>

const LISBON = 'Europe/Lisbon'
const limit = (
  id: string,
  window: Limit['window'],
  most: number,
  { money = false, zone = LISBON } = {}
): Limit => ({ id, window, most, money, zone })

const place = (
  key: string,
  price: number,
  wants: (row: Contact) => boolean,
  more: Partial<Place<Contact>> = {}
): Place<Contact> => ({
  key,
  partner: key.split('-')[0],
  price,
  wants,
  limits: [],
  attempts: 2,
  movesOn: true,
  ...more,
})

const age = (row: Contact) => Number(row.age)
const hasJob = (row: Contact, ...jobs: string[]) => jobs.includes(row.job)

/** `database/blueprints/uci_bank_marketing.yml`, said once more in plain code. */
export const termDeposits: Market<Contact> = {
  key: 'term-deposits',
  shared: false,
  lets: (row) => row.default !== 'yes',
  places: [
    place('quinta-known', 4000, (row) => Number(row.pdays) < 999 || Number(row.previous) >= 2, {
      limits: [limit('partner quinta spend_day', 'day', 120_000, { money: true })],
    }),
    place('outono-seniors', 3500, (row) => age(row) >= 58 || row.job === 'retired', {
      limits: [limit('partner outono total', 'total', 60)],
      movesOn: false,
    }),
    place(
      'nordbank-offices',
      2800,
      (row) =>
        hasJob(row, 'admin.', 'management', 'technician') &&
        row.housing === 'no' &&
        row.education !== '',
      {
        limits: [
          limit('partner nordbank day', 'day', 70, { zone: 'Europe/Berlin' }),
          limit('assignment nordbank-offices total', 'total', 65),
        ],
      }
    ),
    place('campus-young', 1550, (row) => row.job === 'student' || age(row) < 26, { attempts: 1 }),
    place(
      'casa-owners',
      2400,
      (row) =>
        age(row) >= 30 &&
        age(row) <= 50 &&
        row.housing === 'yes' &&
        row.marital !== 'unknown' &&
        row.marital !== 'divorced',
      {
        limits: [
          limit('partner casa week', 'week', 90),
          limit('partner casa spend_total', 'total', 150_000, { money: true }),
        ],
      }
    ),
    place(
      'academia-degrees',
      2200,
      (row) => row.education === 'university.degree' && row.loan === 'no',
      {
        limits: [limit('partner academia month', 'month', 120)],
      }
    ),
    place(
      'oficio-trades',
      1200,
      (row) =>
        hasJob(row, 'blue-collar', 'services', 'housemaid', 'self-employed') &&
        (row.education.startsWith('basic') || row.loan === 'yes')
    ),
    place('todos-rest', 1000, () => true, {
      limits: [limit('partner todos total', 'total', 220, { zone: 'America/New_York' })],
    }),
  ],
}

export const research: Market<Contact> = {
  key: 'research',
  shared: true,
  lets: (row) => Number(row.duration) > 180,
  places: [
    place('painel-long', 120, () => true, {
      limits: [limit('partner painel day', 'day', 150)],
      attempts: 1,
    }),
    place('seguro-seniors', 275, (row) => age(row) > 45, { attempts: 1, movesOn: false }),
  ],
}

/** What the partners look at, from their request and from the file. */
export const traitsOfBody = (body: Record<string, unknown>) =>
  ['age', 'job', 'education', 'contacts', 'seconds', 'euribor'].map((name) => body[name])
export const traitsOfRow = (row: Contact) => [
  Number(row.age),
  row.job,
  row.education,
  Number(row.campaign),
  Number(row.duration),
  Number(row.euribor3m),
]

export const OWN_PRICES: Record<string, number> = { 'quinta-known': 3600 }
