import { makePerson, PASSWORD } from '#tests/functional/accounts/support/people'
import { importRunner } from '#capture/imports/import_runner'
import type { PresentedImport } from '#capture/imports/present_import'
import { store } from '#store/store'
import { type TestAccount, makeAccount } from '#tests/helpers/make_account'
import { type Answer, Visitor } from '#tests/helpers/visitor'

/** An account with somebody of the team who imports files into it. */
export class Importer {
  private constructor(
    readonly account: TestAccount,
    readonly visitor: Visitor
  ) {}

  static async make(options: Parameters<typeof makeAccount>[0] = {}) {
    const account = await makeAccount(options)
    const { user } = await makePerson({}, { accountId: account.id, role: 'operator' })
    const visitor = new Visitor()
    await visitor.signIn(user.email, PASSWORD)
    return new Importer(account, visitor)
  }

  /** Sends a file as its page does. */
  upload(content: string | Uint8Array, name = 'leads.csv', path?: string): Promise<Answer> {
    const query = new URLSearchParams({ name, ...(path ? {} : { entity: 'solar' }) })
    return this.visitor.send('POST', `${path ?? '/imports'}?${query}`, {
      headers: { 'accept': 'application/json', 'content-type': 'application/octet-stream' },
      body: content,
    })
  }

  async uploaded(content: string | Uint8Array, name?: string): Promise<PresentedImport> {
    const { status, body } = await this.upload(content, name)
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
    return body
  }

  json = (method: string, path: string, values?: object) => this.visitor.json(method, path, values)

  state = async (id: string): Promise<PresentedImport> =>
    (await this.json('GET', `/imports/${id}/state`)).body

  /** Gives an order, and waits until the work it sets off has ended. */
  async order(id: string, order: string): Promise<PresentedImport> {
    const { status, body } = await this.json('POST', `/imports/${id}/${order}`, {})
    if (status !== 200) throw new Error(`${order}: ${status} ${JSON.stringify(body)}`)
    await importRunner.pass()
    return this.state(id)
  }

  async set(id: string, settings: object): Promise<PresentedImport> {
    const { status, body } = await this.json('PUT', `/imports/${id}/settings`, settings)
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
    return body
  }

  preview = async (id: string) => (await this.json('GET', `/imports/${id}/preview`)).body

  /** Leads of the account that are there, oldest first. */
  async leads() {
    const rows = await store.all(
      'select * from leads where account_id = ? and erased_at is null order by id',
      [this.account.id]
    )
    return rows.map((row) => ({
      ...{ id: row.id as string, status: row.status, stage: row.stage, source: row.source },
      ...{ externalId: row.external_id, test: Boolean(row.test) },
      values: JSON.parse(row.values as string) as Record<string, unknown>,
      extra: JSON.parse(row.extra as string) as Record<string, unknown>,
    }))
  }
}

/** Rows of a CSV file: `n` leads with an address of their own. */
export function csvOf(n: number, tag = `${Date.now()}-${Math.random().toString(36).slice(2, 8)}`) {
  const lines = Array.from({ length: n }, (_, i) => `lead-${tag}-${i}@example.com,CA,${240 + i}`)
  return `email,state,monthly_bill\n${lines.join('\n')}\n`
}
