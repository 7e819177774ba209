import db from '@adonisjs/lucid/services/db'
import { engine } from '#distribution/engine'
import type { HttpAnswer } from '#sdk'
import { TransportError } from '#sdk'
import type { HttpRequest } from '#delivery/transports/guarded_client'
import type { OutgoingMail } from '#delivery/transports/mail_transport'
import { changeLead } from '#intake/change_lead'
import { idsBefore } from '#shared/ids'
import { AutomationRunner } from '#automations/automation_runner'
import type { AutomationHands } from '#automations/runs/perform_task'
import { as } from '#tests/functional/api/call'
import { makeAccount, someValues } from '#tests/helpers/make_account'

export const HOUR = 3_600_000

/** A mail server and a web that remember, and fail as they are told. */
export class TestHands implements AutomationHands {
  mails: OutgoingMail[] = []
  requests: HttpRequest[] = []
  /** What the web answers; an error is thrown. */
  answer: { status: number; body?: string } | Error = { status: 200 }

  async mail(mail: OutgoingMail) {
    this.mails.push(mail)
    return { messageId: `<${mail.id}@test>` }
  }

  async http(request: HttpRequest): Promise<HttpAnswer> {
    this.requests.push(request)
    if (this.answer instanceof Error) throw this.answer
    return { headers: {}, body: '', truncated: false, ...this.answer }
  }
}

export const timedOut = (sent: boolean) => new TransportError('timeout', sent, 'no answer in time')

type Nodes = Record<
  string,
  { type: string; ports?: Record<string, string>; [key: string]: unknown }
>

/** Nodes one behind the other, each but the last leaving by `out`. */
export const inARow = (...nodes: [string, Record<string, unknown> & { type: string }][]) => ({
  start: nodes[0][0],
  nodes: Object.fromEntries(
    nodes.map(([id, node], i) => {
      const next = nodes[i + 1]?.[0]
      return [id, { ...node, ...(next && !node.ports && { ports: { out: next } }) }]
    })
  ) as Nodes,
})

/** An account whose automations run when the test says so. */
export async function automationAccount(options: Parameters<typeof makeAccount>[0] = {}) {
  // Tests that went ahead in time took the cursor with them.
  await db.from('automation_cursors').update({ upto: idsBefore('evt', Date.now() - 60_000) })
  const account = await makeAccount(options)
  const api = as(account)
  const hands = new TestHands()
  const runner = new AutomationRunner()
  const ok = async (answer: Promise<{ status: number; body: any }>) => {
    const { status, body } = await answer
    if (status >= 400) throw new Error(`${status} ${JSON.stringify(body)}`)
    return body
  }
  return {
    ...account,
    api,
    hands,
    runner,
    ok,
    /** Makes an automation of `solar` leads (or another entity, or null), publishes it and switches it on. */
    async automate(
      key: string,
      route: object,
      { entity = 'solar', limits }: { entity?: string | null; limits?: object } = {}
    ) {
      const document = { route, ...(limits && { limits }) }
      await ok(api.post('/automations', { key, name: key, entity, document }))
      await ok(api.post(`/automations/${key}/publish`))
      return ok(api.post(`/automations/${key}/on`))
    },
    /** Takes in what happened, and advances what is due at `now`. */
    async settle(now = 0) {
      await runner.follow(Date.now())
      const clock = () => Math.max(now, Date.now())
      while (await runner.advance(clock, hands)) await runner.follow(Date.now())
    },
    async lead(values: Record<string, unknown> = {}): Promise<string> {
      const { body, status } = await api.post('/leads', {
        entity: 'solar',
        values: someValues(values),
      })
      if (status >= 300) throw new Error(JSON.stringify(body))
      await engine.waitForLead(account.id, body.id, 10_000)
      return body.id
    },
    async move(lead: string, stage: string) {
      await changeLead(account.id, lead, { stage }, 'user:test')
    },
    async runs(key: string, query = '') {
      return (await ok(api.get(`/automations/${key}/runs${query}`))).data as any[]
    },
    async run(id: string) {
      return ok(api.get(`/automation-runs/${id}`))
    },
    partnerId: async (key: string) =>
      (await db.from('partners').where({ account_id: account.id, key }).firstOrFail()).id as string,
  }
}

export type AutomationAccount = Awaited<ReturnType<typeof automationAccount>>
