/*
 * The lead and the partners of the end-to-end measurement, the same for every system: 20 fields, partners with three
 * conditions each, of which one partner wants the lead.
 */
export const PLACES = Array.from({ length: 50 }, (_, i) => `R${i + 1}`)

/** Values of the n-th lead; it is for partner n modulo `partners`. `tag` keeps runs apart. */
export const leadValues = (n, partners, tag) => ({
  email: `person${n}.${tag}@example.org`,
  phone: `+4930${String(1_000_000 + (n % 8_999_999))}`,
  first_name: 'Ada',
  last_name: `Sommer ${n}`,
  region: PLACES[n % partners],
  ownership: 'owner',
  monthly_bill: 80 + (n % 200),
  roof_type: 'gable',
  roof_area: 40 + (n % 90),
  storage: n % 2 === 0,
  heating: 'gas',
  built: 1950 + (n % 70),
  persons: 1 + (n % 6),
  contact_time: 'evening',
  budget: 9000 + (n % 5000),
  street: 'Hauptstr. 1',
  postal_code: '10115',
  city: 'Berlin',
  campaign: 'autumn',
  notes: 'Please call in the evening, after six.',
})

const select = (key, options) => ({ key, label: key, type: 'select', options })
const plain = (key, type) => ({ key, label: key, type })

/** The blueprint of an account that sells such leads to `partners` partners, first match. */
export function blueprint(partners, partnerUrl) {
  const keys = Array.from({ length: partners }, (_, i) => `buyer-${i + 1}`)
  return {
    sluice: 1,
    entities: [
      {
        key: 'solar',
        name: 'Solar lead',
        duplicate: { keys: ['email', 'phone'], within_days: 30, action: 'create' },
        fields: [
          { ...plain('email', 'email'), required: true },
          plain('phone', 'phone'),
          ...['first_name', 'last_name', 'street', 'postal_code', 'city', 'campaign'].map((key) => plain(key, 'text')),
          select('region', PLACES),
          select('ownership', ['owner', 'tenant']),
          select('roof_type', ['gable', 'hip', 'flat']),
          select('heating', ['gas', 'oil', 'heat pump']),
          select('contact_time', ['morning', 'evening']),
          ...['monthly_bill', 'roof_area', 'built', 'persons', 'budget'].map((key) => plain(key, 'number')),
          plain('storage', 'checkbox'),
          plain('notes', 'long_text'),
        ],
      },
    ],
    partners: keys.map((key) => ({
      key,
      name: key,
      time_zone: 'Europe/Berlin',
      caps: { day: 10_000_000, total: 100_000_000 },
    })),
    profiles: [
      {
        key: 'solar',
        name: 'Solar',
        entity: 'solar',
        trigger: 'on_arrival',
        price: '20.00',
        strategy: { use: 'first_match' },
        assignments: keys.map((key, i) => ({
          key: `${key}-solar`,
          partner: key,
          caps: { day: 10_000_000, month: 100_000_000 },
          filter: {
            all: [
              { field: 'ownership', operator: 'equals', value: 'owner' },
              { field: 'monthly_bill', operator: 'greater_or_equal', value: 50 },
              { field: 'region', operator: 'equals', value: PLACES[i] },
            ],
          },
          delivery: {
            use: 'webhook',
            url: `${partnerUrl}/${key}`,
            body: {
              email: '{{ lead.email }}',
              phone: '{{ lead.phone }}',
              name: '{{ lead.first_name }} {{ lead.last_name }}',
              bill: '{{ lead.monthly_bill }}',
              region: '{{ lead.region }}',
            },
            response: {
              accepted: { all: [{ field: 'body.status', operator: 'equals', value: 'ok' }] },
              reference: 'body.id',
            },
          },
        })),
      },
    ],
  }
}
