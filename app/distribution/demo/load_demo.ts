import { readFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import app from '@adonisjs/core/services/app'
import { ABILITIES } from '#accounts/abilities'
import { setAgency } from '#accounts/agencies/set_agency'
import { createToken } from '#accounts/create_token'
import User from '#accounts/models/user'
import { findAccountByKey, listAccounts } from '#accounts/repository'
import type { Account } from '#accounts/types'
import { appUrl } from '#config/app'
import { engineOptions } from '#config/workers'
import { acceptLeads } from '#intake/accept_leads'
import { changeLead } from '#intake/change_lead'
import type { Problem } from '#shared/result'
import { store } from '#store/store'
import { type AccountConfig, accountConfig } from '#distribution/account_config'
import { applyBlueprint } from '#distribution/blueprint/apply_blueprint'
import { readBlueprintText } from '#distribution/blueprint/blueprint_text'
import { provisionAccount } from '#distribution/configuration/provision_account'
import { demoLeads } from '#distribution/demo/demo_leads'
import { loadWork } from '#distribution/demo/demo_work'
import { atThisAddress, repointSandbox } from '#distribution/demo/repoint_sandbox'
import { engine } from '#distribution/engine'
import { type TakenLead, entityByKey, takeLead } from '#distribution/take_lead'

export const DEMO_KEY = 'demo'
export const DEMO_OWNER = 'owner@bright-leads.example'
const BLUEPRINTS = ['solar_demo', 'insurance_demo', 'loan_demo', 'relocation_demo']

export interface LoadedDemo {
  accountId: string
  url: string
  email: string
  password: string
  /** An API token of the account; shown only now. */
  token: string
  leads: number
}

export type DemoLoad =
  | { type: 'loaded'; demo: LoadedDemo }
  | { type: 'there'; email: string } // complete since an earlier start
  | { type: 'not_empty' } // somebody else's data is here, and a demo was only asked for on an empty install

/**
 * Makes the demo account with its partners at the built-in sandbox, and lets leads flow in. They are left to the running
 * app to distribute: it is the sandbox they are sold to. Done again, it goes on where it stopped.
 */
export async function loadDemo({ ifEmpty = false } = {}): Promise<DemoLoad> {
  const known = await findAccountByKey(DEMO_KEY)
  if (known && (await hasLeads(known.id))) {
    await repointSandbox(known.id)
    return { type: 'there', email: DEMO_OWNER }
  }
  if (!known && ifEmpty) {
    const others = await listAccounts()
    if (others.length > 0) return { type: 'not_empty' }
  }
  const account = known ?? (await makeAccount())
  const password = await newPassword()
  for (const name of BLUEPRINTS) await apply(account.id, name)
  const made = await createToken(account.id, 'Demo', [...ABILITIES], null, 'demo')
  if (!made.ok) throw new DemoError(made.problem)
  const leads = await postLeads(account.id)
  await loadWork(account, DEMO_OWNER, Date.now())
  return {
    type: 'loaded',
    demo: {
      accountId: account.id,
      url: appUrl,
      email: DEMO_OWNER,
      password,
      token: made.value.token,
      leads,
    },
  }
}

/** What the demo is made of does not fit together: a fault of this version, never of its user. */
class DemoError extends Error {
  readonly code = 'E_DEMO'

  constructor(problems: Problem[]) {
    super(problems.map(({ field, message }) => `${field}: ${message}`).join('; '))
  }
}

async function hasLeads(accountId: string): Promise<boolean> {
  const row = await store.first('select id from leads where account_id = ? limit 1', [accountId])
  return row !== null
}

async function makeAccount(): Promise<Account> {
  const made = await provisionAccount(
    {
      key: DEMO_KEY,
      name: 'Bright Leads GmbH',
      country: 'DE',
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      owner: DEMO_OWNER,
    },
    { actor: 'demo', now: Date.now() }
  )
  if (!made.ok) throw new DemoError(made.problem)
  // An agency without clients yet: whoever tries the app makes the first in a minute.
  const { account } = made.value
  const done = await setAgency(account.id, true, { actor: 'demo', now: Date.now() })
  if (!done.ok) throw new DemoError(done.problem)
  return account
}

/** The owner gets a password of its own in every install. */
async function newPassword(): Promise<string> {
  const password = randomBytes(9).toString('base64url')
  const user = await User.findByOrFail('email', DEMO_OWNER)
  await user.merge({ password, updatedAt: Date.now() }).save()
  return password
}

async function apply(accountId: string, name: string) {
  const text = await readFile(app.makePath('database/blueprints', `${name}.yml`), 'utf8')
  const document = readBlueprintText(atThisAddress(text), 'yaml')
  const done = document.ok
    ? await applyBlueprint(accountId, document.value, { actor: 'demo' })
    : document
  if (!done.ok) throw new DemoError(done.problem)
}

async function postLeads(accountId: string): Promise<number> {
  await engine.start({ ...engineOptions('command'), runs: false })
  const config = await accountConfig(accountId)
  const taken = demoLeads().map(({ entity, values, source, externalId }): TakenLead => {
    const envelope = {
      entity,
      source,
      externalId,
      profile: null,
      test: false,
      duplicate: null,
      consent: null,
    }
    const lead = takeLead(config, entityByKey(config, entity)!, envelope, values, {}, Date.now())
    if (!lead.ok) throw new DemoError(lead.problem)
    return lead.value
  })
  const outcomes = await acceptLeads(accountId, taken)
  const stored = outcomes.flatMap((one) => (one.type === 'stored' ? one.leadId : []))
  await tagSome(config, stored)
  return stored.length
}

/** Tags of every so many leads, by their keys. */
const TAGGED = [
  [5, 'call-back'],
  [7, 'hot'],
  [11, 'trade-fair'],
  [13, 'no-answer'],
] as const

async function tagSome({ account, tags }: AccountConfig, leads: string[]) {
  for (const [n, id] of leads.entries()) {
    const keys = TAGGED.filter(([every]) => n % every === 0).map(([, key]) => key)
    const set = keys.flatMap((key) => tags.byKey.get(key)?.id ?? [])
    if (set.length) await changeLead(account.id, id, { tags: { names: tags, set } }, 'demo')
  }
}
