import { randomBytes } from 'node:crypto'
import { ABILITIES, type Ability } from '#accounts/abilities'
import { createToken } from '#accounts/create_token'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { provisionAccount } from '#distribution/configuration/provision_account'
import { engine } from '#distribution/engine'

/**
 * Solar leads for two partners on a portal: `sunco` takes leads of CA and AZ at once for 25.00, `brightco` decides about
 * those of NV for 20.00 later. Both need a bill above 100. Nothing leaves the process.
 */
export const SMALL_BLUEPRINT = {
  sluice: 1,
  entities: [
    {
      key: 'solar',
      name: 'Solar lead',
      duplicate: { keys: ['email'], within_days: 30, action: 'skip' },
      stages: ['new', 'qualified'],
      fields: [
        { key: 'email', label: 'E-mail', type: 'email', required: true },
        { key: 'phone', label: 'Phone', type: 'phone' },
        { key: 'state', label: 'State', type: 'select', options: ['CA', 'AZ', 'NV', 'TX'] },
        { key: 'monthly_bill', label: 'Monthly bill', type: 'number' },
        { key: 'ssn', label: 'SSN', type: 'text', encrypted: true },
      ],
    },
  ],
  partners: [
    { key: 'sunco', name: 'SunCo', time_zone: 'America/Los_Angeles' },
    { key: 'brightco', name: 'BrightCo', time_zone: 'America/New_York' },
  ],
  profiles: [
    {
      key: 'solar-us',
      name: 'Solar US',
      entity: 'solar',
      trigger: 'on_arrival',
      price: '20.00',
      filter: { all: [{ field: 'monthly_bill', operator: 'greater_than', value: 100 }] },
      strategy: { use: 'first_match' },
      assignments: [
        {
          key: 'sunco-west',
          partner: 'sunco',
          price: '25.00',
          filter: { all: [{ field: 'state', operator: 'in', value: ['CA', 'AZ'] }] },
          delivery: { use: 'portal', accept_reject: false },
        },
        {
          key: 'brightco-nv',
          partner: 'brightco',
          filter: { all: [{ field: 'state', operator: 'equals', value: 'NV' }] },
          delivery: { use: 'portal', accept_reject: true },
        },
      ],
    },
  ],
}

export interface TestAccount {
  id: string
  key: string
  token: string
}

export interface TestAccountOptions {
  abilities?: readonly Ability[]
  /** `null` leaves the account empty. */
  blueprint?: object | null
  currency?: string
  timeZone?: string
}

/** A fresh account with a token and a configuration. */
export async function makeAccount(options: TestAccountOptions = {}): Promise<TestAccount> {
  const { blueprint = SMALL_BLUEPRINT, currency = 'USD', timeZone = 'UTC' } = options
  const key = `test-${randomBytes(6).toString('hex')}`
  const made = await provisionAccount(
    { key, country: 'US', currency, timeZone },
    { actor: null, now: Date.now() }
  )
  if (!made.ok) throw new Error(JSON.stringify(made.problem))
  const { id } = made.value.account
  if (blueprint) {
    const applied = await applyBlueprint(id, blueprint, { actor: null })
    if (!applied.ok) throw new Error(JSON.stringify(applied.problem))
  }
  return { id, key, token: await makeToken(id, options.abilities) }
}

export async function makeToken(
  accountId: string,
  abilities: readonly Ability[] = ABILITIES,
  expiresAt: number | null = null
): Promise<string> {
  const made = await createToken(accountId, 'test', [...abilities], expiresAt)
  if (!made.ok) throw new Error(JSON.stringify(made.problem))
  return made.value.token
}

/** Starts distributing in this process, once: call it in a group's setup. It ends with the process. */
export async function startEngine(): Promise<void> {
  await engine.start({ role: 'web', runs: true, redisUrl: null })
}

let emails = 0
/** Values of a lead nobody has sent before; CA, so it is sold to sunco. */
export const someValues = (values: Record<string, unknown> = {}) => ({
  email: `lead-${Date.now()}-${++emails}@example.com`,
  state: 'CA',
  monthly_bill: 240,
  ...values,
})
