import { test } from '@japa/runner'
import fc from 'fast-check'
import { blueprintToYaml, readBlueprintText } from '#distribution/blueprint/blueprint_text'
import { COLOURS } from '#entities/colours'
import { STAGE_KINDS } from '#entities/pipelines'
import { exportBlueprint } from '#distribution/blueprint/export_blueprint'
import { apply, newAccount } from './new_account.js'

const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,12}$/)
const line = fc
  .string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
  .filter((text) => text.trim() !== '')
const amount = fc.integer({ min: 0, max: 9_999_999 }).map((cents) => (cents / 100).toFixed(2))
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

const stage = fc.record(
  {
    key: word,
    name: line,
    color: fc.constantFrom(...COLOURS),
    kind: fc.constantFrom(...STAGE_KINDS),
  },
  { requiredKeys: ['key'] }
)
const pipelines = fc
  .uniqueArray(
    fc.record({
      key: word,
      name: line,
      stages: fc.uniqueArray(stage, { minLength: 1, maxLength: 3, selector: ({ key }) => key }),
    }),
    { minLength: 1, maxLength: 3, selector: ({ key }) => key }
  )
  // Keys of stages are the entity's.
  .map((list) =>
    list.map((one, i) => ({
      ...one,
      stages: one.stages.map((of) => ({ ...of, key: i ? `${of.key}_${i}` : of.key })),
    }))
  )

const entity = fc
  .record({
    key: word,
    name: line,
    stages: maybe(fc.uniqueArray(word, { minLength: 1, maxLength: 4 })),
    pipelines: maybe(pipelines),
    fields: fc.uniqueArray(
      fc.oneof(
        fc.record({
          key: word,
          label: line,
          type: fc.constantFrom('text', 'number', 'email', 'address'),
        }),
        fc.record({
          key: word,
          label: line,
          type: fc.constantFrom('select', 'multi_select'),
          options: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
        }),
        fc.record({
          key: word,
          label: line,
          type: fc.constant('text'),
          encrypted: fc.boolean(),
          required: fc.boolean(),
        })
      ),
      { minLength: 1, maxLength: 5, selector: (field) => field.key }
    ),
  })
  .map(({ stages, pipelines: of, ...one }) => ({
    ...one,
    ...(of ? { pipelines: of } : { stages }),
    fields: [{ key: 'state_x', label: 'State', type: 'text' }, ...one.fields],
  }))

const partner = fc.record({
  key: word,
  name: line,
  time_zone: fc.constantFrom('Europe/Berlin', 'America/Los_Angeles', 'UTC'),
  caps: maybe(fc.record({ day: maybe(fc.nat(500)), spend_month: maybe(amount) })),
  billing: maybe(
    fc.record({ legal_name: line, country: fc.constantFrom('NO', 'FR'), payment_days: fc.nat(60) })
  ),
  portal: maybe(
    fc.record({ accept_reject: fc.boolean(), returns: maybe(fc.record({ days: fc.nat(30) })) })
  ),
})

const rule = fc.oneof(
  fc.record({
    field: fc.constant('state_x'),
    operator: fc.constantFrom('equals', 'contains'),
    value: line,
  }),
  fc.record({ field: fc.constant('lead.source'), operator: fc.constant('is_empty') })
)
const filter = fc.oneof(
  rule,
  fc.record({ all: fc.array(rule, { maxLength: 3 }) }),
  fc.record({
    any: fc.array(fc.oneof(rule, fc.record({ not: rule })), { minLength: 1, maxLength: 3 }),
  })
)

const profile = fc.record({
  key: word,
  name: line,
  trigger: fc.constantFrom('on_arrival', 'manual'),
  price: maybe(amount),
  filter: maybe(filter),
  paused: fc.boolean(),
  long: fc.boolean(),
  assignments: fc.uniqueArray(
    fc.record({
      key: word,
      price: maybe(amount),
      priority: maybe(fc.integer({ min: 0, max: 10 })),
      filter: maybe(filter),
      caps: maybe(fc.record({ week: fc.nat(50) })),
      schedule: maybe(
        fc.constant({ time_zone: 'Europe/Berlin', hours: { 'mon-fri': ['08:00-18:00'] } })
      ),
      delivery: fc.record({
        use: fc.constant('webhook'),
        url: word.map((path) => `https://partner.example/${path}?s={{ lead.source }}`),
        headers: maybe(fc.record({ 'X-Api-Key': word, 'X-Note': word })),
        body: maybe(
          fc.record({
            state: fc.constant('{{ lead.state_x }}'),
            n: fc.integer(),
            list: fc.array(fc.boolean()),
          })
        ),
        transform: maybe(
          fc.constant('export default (lead) => ({ ...lead, x: `${lead.state_x}` })\n')
        ),
      }),
    }),
    { minLength: 1, maxLength: 4, selector: (one) => one.key }
  ),
})

const blueprint = fc
  .record({
    entities: fc.uniqueArray(entity, { minLength: 1, maxLength: 2, selector: (one) => one.key }),
    partners: fc.uniqueArray(partner, { minLength: 1, maxLength: 3, selector: (one) => one.key }),
    profiles: fc.uniqueArray(profile, { maxLength: 3, selector: (one) => one.key }),
  })
  .map(({ entities, partners, profiles }) => ({
    sluice: 1,
    account: { name: 'Round trip', currency: 'EUR', time_zone: 'Europe/Berlin' },
    entities: entities.map((one) => ({
      ...one,
      fields: [...new Map(one.fields.map((field) => [field.key, field])).values()],
    })),
    partners,
    profiles: profiles.map(({ long, ...one }, i) => ({
      ...one,
      entity: entities[i % entities.length].key,
      ...(long
        ? {
            route: {
              start: 'first',
              nodes: {
                first: {
                  type: 'offer',
                  strategy: { use: 'send_to_all' },
                  ports: { unsold: 'end' },
                },
                end: { type: 'stop', status: 'held' },
              },
            },
          }
        : { strategy: { use: 'first_match' } }),
      assignments: one.assignments.map((assignment, n) => ({
        ...assignment,
        partner: partners[n % partners.length].key,
      })),
    })),
  }))

test.group('blueprint: round trip', () => {
  test('whatever is applied: its export, applied to a fresh account, is exported the same', async () => {
    await fc.assert(
      fc.asyncProperty(blueprint, async (document) => {
        const account = await newAccount()
        await apply(account, document)
        const text = blueprintToYaml(await exportBlueprint(account.id))
        const read = readBlueprintText(text, 'yaml')
        if (!read.ok) throw new Error(read.problem[0].message)
        const fresh = await newAccount()
        // Literals became names: the fresh account is given their values by its environment.
        await apply(fresh, read.value, { environment: () => 'value' })
        const again = blueprintToYaml(await exportBlueprint(fresh.id))
        if (again !== text) throw new Error(`exported differently:\n${text}\n---\n${again}`)
        const second = await apply(account, document)
        const third = await apply(fresh, read.value)
        if (second.length + third.length > 0)
          throw new Error(`not idempotent: ${[...second, ...third]}`)
      }),
      { numRuns: 40 }
    )
  })
})
