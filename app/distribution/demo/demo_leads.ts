type Kind = 'solar' | 'insurance' | 'loan' | 'relocation'

/** A lead as a form would send it. */
export interface DemoLead {
  entity: Kind
  source: string
  externalId: string
  values: Record<string, unknown>
}

const FIRST =
  'Anna Ben Clara David Emilia Finn Greta Hannes Ida Jonas Klara Lukas Mia Noah Pia Ruben Sofia Tim Yara Emre'.split(
    ' '
  )
const LAST =
  'Albrecht Becker Çelik Dietrich Engel Fischer Graf Hoffmann Jansen Keller Lorenz Möller Nowak Peters Richter Schäfer Thiel Vogel Wagner Zimmer'.split(
    ' '
  )
const SOURCES = ['google-ads', 'comparison-site', 'newsletter', 'own-form']
/** Street, postal code, city, state. */
const PLACES = [
  ['Lindwurmstr.', '80337', 'München', 'Bayern'],
  ['Äußere Bayreuther Str.', '90491', 'Nürnberg', 'Bayern'],
  ['Königstr.', '70173', 'Stuttgart', 'Baden-Württemberg'],
  ['Kaiser-Joseph-Str.', '79098', 'Freiburg', 'Baden-Württemberg'],
  ['Eppendorfer Weg', '20259', 'Hamburg', 'Hamburg'],
  ['Holstenstr.', '24103', 'Kiel', 'Schleswig-Holstein'],
  ['Hildesheimer Str.', '30169', 'Hannover', 'Niedersachsen'],
  ['Aachener Str.', '50674', 'Köln', 'Nordrhein-Westfalen'],
  ['Prager Str.', '01069', 'Dresden', 'Sachsen'],
  ['Torstr.', '10119', 'Berlin', 'Berlin'],
]

/** The same series of numbers from 0 to 1 every time (mulberry32). */
function series(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** How the entities share the leads, and what tells one series of them from another. */
interface Mix {
  seed: number
  /** Begins external ids and stands in addresses. */
  tag: string
  shares: [Kind, number][]
}

const TODAY: Mix = {
  seed: 20_261_123,
  tag: '',
  shares: [
    ['solar', 0.5],
    ['insurance', 0.28],
    ['loan', 0.22],
  ],
}
const MOVING: Mix = { seed: 20_261_124, tag: 'm', shares: [['relocation', 1]] }
const PAST: Mix = {
  seed: 20_261_125,
  tag: 'p',
  shares: [
    ['solar', 0.42],
    ['insurance', 0.22],
    ['loan', 0.2],
    ['relocation', 0.16],
  ],
}

/** Leads of a lively day, the same ones every time: most are sold, some are filtered out, rejected or duplicates. */
export const demoLeads = (): DemoLead[] => {
  const leads = [...mixedLeads(14, MOVING), ...mixedLeads(120, TODAY)]
  return [...leads, twinOf(leads.find(({ entity }) => entity === 'loan')!)]
}

/** The same person with the same number and another address: what somebody merges. */
const twinOf = (lead: DemoLead): DemoLead => ({
  ...lead,
  ...{ source: 'newsletter', externalId: `${lead.externalId}-twin` },
  values: {
    ...lead.values,
    email: `${ascii(String(lead.values.last_name))}@home.example`,
    purpose: 'other',
  },
})

/** Leads of the months before. */
export const pastLeads = (count: number): DemoLead[] => mixedLeads(count, PAST)

function mixedLeads(count: number, { seed, tag, shares }: Mix): DemoLead[] {
  const random = series(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1))
  const leads: DemoLead[] = []
  for (let i = 0; i < count; i++) {
    const first = pick(FIRST)
    const last = pick(LAST)
    const person = {
      first_name: first,
      last_name: last,
      email: `${ascii(first)}.${ascii(last)}${tag}${i}@example.org`,
      phone: `0${pick(['151', '160', '170', '171', '175'])} ${between(1000000, 9999999)}`,
    }
    const [street, postalCode, city, state] = pick(PLACES)
    const drawn = random()
    const entity = kindAt(shares, drawn)
    const own = {
      solar: () => ({
        address: { street, number: String(between(1, 120)), postal_code: postalCode, city, state },
        ownership: random() < 0.9 ? 'owner' : 'tenant',
        roof_type: pick(['gable', 'gable', 'hip', 'flat', 'shed']),
        roof_area: between(25, 160),
        monthly_bill: between(30, 320),
        storage: random() < 0.35,
      }),
      insurance: () => ({
        product: pick(['car', 'home', 'health', 'life']),
        postal_code: postalCode,
        birth_date: `${between(1955, 2004)}-0${between(1, 9)}-1${between(0, 9)}`,
        smoker: random() < 0.25,
      }),
      loan: () => ({
        amount: String(between(10, 400) * 100),
        purpose: pick(['car', 'renovation', 'consolidation', 'other']),
        income: between(900, 5200),
      }),
      relocation: () => ({
        from_city: city,
        destination: pick(['united_states', 'united_kingdom', 'united_kingdom', 'switzerland']),
        region: pick(['northern_ireland', 'elsewhere', 'elsewhere']),
        rooms: between(1, 6),
        with_car: random() < 0.3,
      }),
    }[entity]()
    const lead: DemoLead = {
      entity,
      source: pick(SOURCES),
      externalId: `demo-${tag}${i + 1}`,
      values: { ...person, ...own },
    }
    leads.push(lead)
    // Now and then a person asks twice, through another source.
    if (i % 23 === 22)
      leads.push({ ...lead, externalId: `${lead.externalId}b`, source: 'own-form' })
  }
  return leads
}

function kindAt(shares: Mix['shares'], drawn: number): Kind {
  let upto = 0
  for (const [kind, share] of shares) if (drawn < (upto += share)) return kind
  return shares.at(-1)![0]
}

const ascii = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase()
