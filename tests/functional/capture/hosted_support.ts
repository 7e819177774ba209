import db from '@adonisjs/lucid/services/db'
import { randomBytes } from 'node:crypto'
import type { Group } from '@japa/runner/core'
import type { FormDocument } from '#capture/forms/form_document'
import type { Account } from '#accounts/types'
import { loadAccount } from '#accounts/repository'
import { findEntity } from '#entities/repository'
import { newId } from '#shared/ids'
import { type TestAccount, makeAccount } from '#tests/helpers/make_account'
import { Visitor } from '#tests/helpers/visitor'
import { solve } from '../../../resources/hosted/work.js'

export const HOSTED_BLUEPRINT = {
  sluice: 1,
  entities: [
    {
      key: 'solar',
      name: 'Solar lead',
      duplicate: { keys: ['email'], within_days: 30, action: 'skip' },
      stages: ['new'],
      fields: [
        { key: 'email', label: 'E-mail', type: 'email', required: true },
        { key: 'phone', label: 'Phone', type: 'phone' },
        { key: 'roof', label: 'Roof', type: 'select', options: ['flat', 'pitched', 'none'] },
        { key: 'bill', label: 'Monthly bill', type: 'number' },
        { key: 'reason', label: 'Reason', type: 'long_text' },
        { key: 'plan', label: 'Plan', type: 'file' },
        { key: 'home', label: 'Home', type: 'address' },
        { key: 'campaign', label: 'Campaign', type: 'text' },
        { key: 'ssn', label: 'SSN', type: 'text', encrypted: true },
      ],
    },
  ],
}

/** Two steps: the roof, with a question only those without one are asked, and who it is. */
export const DOCUMENT: FormDocument = {
  ...{ schema: 1, language: 'en', title: 'Solar quote' },
  steps: [
    {
      ...{ key: 'roof', title: 'Your roof' },
      elements: [
        { type: 'field', key: 'roof', field: 'roof', required: true },
        {
          ...{ type: 'field', key: 'reason', field: 'reason', required: true },
          show_when: { field: 'roof', operator: 'equals', value: 'none' },
        },
        { type: 'field', key: 'campaign', field: 'campaign', hidden: true, from_query: 'c' },
      ],
    },
    {
      ...{ key: 'bill', title: 'Your bill' },
      show_when: { field: 'roof', operator: 'not_equals', value: 'none' },
      elements: [{ type: 'field', key: 'bill', field: 'bill', required: true }],
    },
    {
      ...{ key: 'you', title: 'You' },
      elements: [
        { type: 'field', key: 'email', field: 'email' },
        { type: 'field', key: 'phone', field: 'phone', help: 'For a call back' },
        {
          ...{ type: 'consent', key: 'privacy', required: true },
          text: 'I agree to the [privacy notice](https://solar.example/privacy).',
        },
        { type: 'consent', key: 'news', required: false, text: 'Send me news.' },
      ],
    },
  ],
  after: { type: 'page', title: 'Thank you', text: 'We call you.' },
}

export interface TestForm {
  id: string
  key: string
  slug: string
  account: Account
}

export const hostedAccount = (options = {}): Promise<TestAccount> =>
  makeAccount({ blueprint: HOSTED_BLUEPRINT, ...options })

/** A form that is live, with one version. */
export async function publishForm(
  accountId: string,
  document: FormDocument = DOCUMENT,
  entityKey = 'solar'
): Promise<TestForm> {
  const account = (await loadAccount(accountId))!
  const entity = (await findEntity(accountId, entityKey))!
  const now = Date.now()
  const slug = randomBytes(6).toString('hex')
  const [id, key] = [`frm_${slug}`, `quote-${slug}`]
  const text = JSON.stringify(document)
  await db.table('forms').insert({
    ...{ id, account_id: accountId, entity_id: entity.id, key, name: 'Quote', slug },
    ...{ status: 'live', draft: text, revision: 1, version: 1, created_at: now, updated_at: now },
  })
  await db.table('form_versions').insert({
    ...{ id: `${id}-1`, account_id: accountId, form_id: id, version: 1 },
    ...{ document: text, created_at: now },
  })
  return { id, key, slug, account }
}

/** A page as somebody without scripts sees it. */
export class Reader {
  readonly visitor: Visitor
  html = ''
  status = 0
  location: string | null = null
  headers = new Headers()

  constructor(
    readonly path: string,
    host: string | null = null
  ) {
    this.visitor = new Visitor(undefined, host)
  }

  #take(answer: Awaited<ReturnType<Visitor['get']>>) {
    this.html = String(answer.body)
    this.status = answer.status
    this.location = answer.location
    this.headers = answer.headers
    return this
  }

  open = async (query = '', headers: Record<string, string> = {}) =>
    this.#take(await this.visitor.get(this.path + query, headers))

  hidden = (name: string): string =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(this.html)?.[1] ?? ''

  get step() {
    return /data-step="([^"]*)"/.exec(this.html)?.[1] ?? null
  }

  /** Sends the page that is open, with what is filled in. */
  async send(values: Record<string, string> | FormData = {}, act = 'next', more: object = {}) {
    const own: Record<string, string> = {
      ...{ state: this.hidden('state'), step: this.hidden('step'), shown: this.hidden('shown') },
      ...{ act, ...more },
    }
    const body = values instanceof FormData ? values : new URLSearchParams(values)
    for (const [name, value] of Object.entries(own)) body.set(name, value)
    const answer = await fetch(`http://${process.env.HOST}:${process.env.PORT}${this.path}`, {
      ...{ method: 'POST', redirect: 'manual', body },
      headers: {
        'x-forwarded-for': this.visitor.address,
        'user-agent': this.visitor.agent,
        ...(this.visitor.host && { 'x-forwarded-host': this.visitor.host }),
      },
    })
    this.status = answer.status
    this.location = answer.headers.get('location')
    this.headers = answer.headers
    this.html = await answer.text()
    return this
  }

  /** What the script works out. */
  async work(): Promise<string> {
    const text = /data-work="([^"]*)"/
      .exec(this.html)![1]!
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
    return (await solve(JSON.parse(text)))!
  }

  /** The plain question's answer. */
  get sum(): string {
    const [, a, b] = /How much is (\d+) plus (\d+)/.exec(this.html)!
    return String(Number(a) + Number(b))
  }
}

export const someId = () => newId('sbm')

export const leadsOf = (accountId: string) =>
  db.from('leads').where('account_id', accountId).orderBy('id')

/** A clock that runs ahead of the real one as far as a test says; each test begins with the real one. */
export function movingClock(group: Group) {
  const real = Date.now
  let ahead = 0
  group.each.setup(() => {
    Date.now = () => real() + ahead
    return () => {
      Date.now = real
      ahead = 0
    }
  })
  return { forward: (ms: number) => void (ahead += ms) }
}
