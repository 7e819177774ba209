import type { Limit, Market, Place } from '#tests/functional/real_input/evaluator'

/** A row of the file as it stands there. */
export type Complaint = Record<string, string>

const NEW_YORK = 'America/New_York'
const limit = (
  id: string,
  window: Limit['window'],
  most: number,
  { money = false, zone = NEW_YORK } = {}
): Limit => ({ id, window, most, money, zone })

const place = (
  key: string,
  price: number,
  wants: (row: Complaint) => boolean,
  more: Partial<Place<Complaint>> = {}
): Place<Complaint> => ({
  key,
  partner: key.split('-')[0],
  price,
  wants,
  limits: [],
  attempts: 2,
  movesOn: true,
  ...more,
})

const has = (text: string, part: string) => text.toLowerCase().includes(part)
const scorefix = limit('partner scorefix month', 'month', 11)

/** `database/blueprints/cfpb_credit_help.yml`, said once more in plain code. */
export const creditHelp: Market<Complaint> = {
  key: 'credit-help',
  shared: false,
  lets: (row) => row.state.trim() !== '',
  places: [
    place('veterans-first', 1800, (row) => has(row.tags, 'servicemember'), { attempts: 1 }),
    place(
      'sunbelt-debt',
      3000,
      (row) =>
        ['Debt collection', 'Credit card', 'Prepaid card'].includes(row.product) &&
        ['TX', 'FL', 'GA', 'NC', 'SC', 'AZ', 'TN', 'AL', 'LA'].includes(row.state),
      { limits: [limit('partner sunbelt day', 'day', 8, { zone: 'America/Phoenix' })] }
    ),
    place(
      'pacific-west',
      2600,
      (row) => ['CA', 'WA', 'OR', 'NV'].includes(row.state) && row.product !== 'Mortgage',
      { limits: [limit('partner pacific total', 'total', 9)] }
    ),
    place('homekeep-mortgage', 4250, (row) => row.product === 'Mortgage', {
      limits: [limit('partner homekeep spend_day', 'day', 30_000, { money: true })],
      movesOn: false,
    }),
    place(
      'scholar-loans',
      2200,
      (row) => row.product === 'Student loan' || has(row.sub_product, 'student loan')
    ),
    place(
      'scorefix-reports',
      1675,
      (row) => has(row.product, 'credit rep') && has(row.company, 'experian'),
      { limits: [scorefix] }
    ),
    place('scorefix-zip', 1200, (row) => /^[012]\d\d/.test(row.zip_code), {
      limits: [scorefix, limit('assignment scorefix-zip day', 'day', 6)],
    }),
    place('anybank-rest', 725, () => true, {
      limits: [
        limit('partner anybank total', 'total', 30),
        limit('partner anybank spend_total', 'total', 20_000, { money: true }),
      ],
    }),
  ],
}

export const secondOpinion: Market<Complaint> = {
  key: 'second-opinion',
  shared: true,
  lets: (row) =>
    row.timely_response === 'false' || has(row.issue, 'debt') || row.submitted_via === 'Web',
  places: [
    place(
      'lawdesk-late',
      990,
      (row) => row.date_received < '2017-04-01' || row.timely_response === 'false',
      { limits: [limit('partner lawdesk total', 'total', 25)], attempts: 1 }
    ),
    place('watchdog-all', 400, () => true, { attempts: 1, movesOn: false }),
  ],
}

/** What the partners look at, from their request and from the file. */
export const traitsOfBody = (body: Record<string, unknown>) =>
  ['complaint', 'product', 'state', 'zip'].map((name) => body[name])
export const traitsOfRow = (row: Complaint) => [
  row.complaint_id,
  row.product,
  row.state,
  row.zip_code,
]

export const OWN_PRICES: Record<string, number> = { 'homekeep-mortgage': 4000 }
