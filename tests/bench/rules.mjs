/*
 * Judging alone, one core: a lead of 20 fields, three conditions per assignment. Runs in a process of its own and prints
 * JSON. Arguments: JSON { build, sizes, seconds }.
 */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const { build, sizes, seconds } = JSON.parse(process.argv[2])
const load = (path) => import(pathToFileURL(join(build, path)).href)
const { compileRule } = await load('app/routing/compile_rule.js')
const { entityRuleSchema } = await load('app/routing/rule_schema.js')
const { indexAssignments } = await load('app/routing/index_assignments.js')
const { Engine } = await import('json-rules-engine')
const jsonLogic = createRequire(import.meta.url)('json-logic-js')

const STATES = Array.from({ length: 50 }, (_, i) => `S${i}`)
const PRODUCTS = Array.from({ length: 10 }, (_, i) => `product ${i}`)

let state = 42
const random = () => {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
  return state / 2_147_483_648
}
const pick = (list) => list[Math.floor(random() * list.length)]

const field = (key, type, options = null) => ({ key, label: key, type, required: false, default: null, options, encrypted: false })
const texts = Array.from({ length: 14 }, (_, i) => `text_${i}`)
const entity = {
  id: 'e',
  accountId: 'a',
  key: 'lead',
  name: 'Lead',
  duplicate: null,
  stages: [],
  fields: [
    field('state', 'select', STATES),
    field('product', 'select', PRODUCTS),
    ...['bill', 'age', 'income', 'area'].map((key) => field(key, 'number')),
    ...texts.map((key) => field(key, 'text')),
  ],
}

const leads = Array.from({ length: 1_000 }, (_, i) => ({
  id: `lead_${i}`,
  entity: 'lead',
  source: 'bench',
  created_at: new Date().toISOString(),
  test: false,
  values: {
    state: pick(STATES),
    product: pick(PRODUCTS),
    bill: Math.floor(random() * 400),
    age: 18 + Math.floor(random() * 70),
    income: Math.floor(random() * 9_000),
    area: Math.floor(random() * 200),
    ...Object.fromEntries(texts.map((key) => [key, `${key} ${Math.floor(random() * 1_000)}`])),
  },
}))
const filters = (count) =>
  Array.from({ length: count }, () => ({
    states: [pick(STATES), pick(STATES), pick(STATES), pick(STATES), pick(STATES)],
    product: pick(PRODUCTS),
    bill: Math.floor(random() * 300),
  }))

const rulesOf = (list) =>
  list.map(({ states, product, bill }) => ({
    all: [
      { field: 'state', operator: 'in', value: states },
      { field: 'product', operator: 'equals', value: product },
      { field: 'bill', operator: 'greater_or_equal', value: bill },
    ],
  }))

/** Leads a second, over at least `seconds`; `judge` answers how many assignments match. */
async function rate(judge) {
  let done = 0
  let matches = 0
  for (const lead of leads.slice(0, 20)) await judge(lead)
  const started = performance.now()
  let elapsed = 0
  while (elapsed < seconds * 1000) {
    const lead = leads[done % leads.length]
    const found = judge(lead)
    matches += found instanceof Promise ? await found : found
    done++
    if ((done & 15) === 0 || performance.now() - started > seconds * 1000) elapsed = performance.now() - started
  }
  return { rate: done / (elapsed / 1000), matches: matches / done }
}

const results = []
for (const size of sizes) {
  const list = filters(size)
  const at = Date.now()
  const schema = entityRuleSchema(entity)
  const compiled = rulesOf(list).map((rule) => {
    const done = compileRule(rule, schema)
    if (!done.ok) throw new Error(JSON.stringify(done.problem))
    return done.value
  })
  const started = performance.now()
  const index = indexAssignments(compiled)
  const buildMs = performance.now() - started

  const logic = list.map(({ states, product, bill }) => ({
    and: [{ in: [{ var: 'state' }, states] }, { '==': [{ var: 'product' }, product] }, { '>=': [{ var: 'bill' }, bill] }],
  }))
  const engine = new Engine()
  for (const [i, { states, product, bill }] of list.entries())
    engine.addRule({
      event: { type: String(i) },
      conditions: {
        all: [
          { fact: 'state', operator: 'in', value: states },
          { fact: 'product', operator: 'equal', value: product },
          { fact: 'bill', operator: 'greaterThanInclusive', value: bill },
        ],
      },
    })

  const add = (system, measured) => results.push({ system, size, buildMs, ...measured })
  add('Sluice, first match', await rate((lead) => (index.firstMatching(lead, at) >= 0 ? 1 : 0)))
  add('Sluice, all matches', await rate((lead) => index.matching(lead, at).length))
  add('Sluice, one by one', await rate((lead) => compiled.reduce((n, rule) => n + (rule.test(lead, at) ? 1 : 0), 0)))
  add('json-logic-js', await rate((lead) => logic.reduce((n, rule) => n + (jsonLogic.apply(rule, lead.values) ? 1 : 0), 0)))
  add('json-rules-engine', await rate(async (lead) => (await engine.run(lead.values)).events.length))
}
process.stdout.write(`${JSON.stringify(results)}\n`)
