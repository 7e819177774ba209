import db from '@adonisjs/lucid/services/db'
import { leadTitle } from '#entities/lead_title'
import { store } from '#store/store'
import { presentRun, presentStep } from '#automations/present_automation'
import { namesOf } from '#automations/runs/list_runs'
import { stepsOf, toRun } from '#automations/runs/run_rows'
import type { Run } from '#automations/types'

interface Named {
  key: string
  name: string
}

/** What runs are about and of, by the ids they hold. */
interface Known {
  leads: ReadonlyMap<string, string>
  invoices: ReadonlyMap<string, string>
  partners: ReadonlyMap<string, Named>
  automations: ReadonlyMap<string, Named & { deleted: boolean }>
}

const idsOf = (named: readonly (string | null | undefined)[]) => {
  const ids = [...new Set(named)].filter((id): id is string => typeof id === 'string')
  return ids.length ? ids : ['none']
}

async function known(accountId: string, runs: readonly Run[]): Promise<Known> {
  const rowsOf = (table: string, ids: string[], columns: string) =>
    store.all(`select ${columns} from ${table} where account_id = ? and id in (??)`, [
      accountId,
      ids,
    ])
  const invoiceOf = ({ facts }: Run) => (typeof facts.invoice === 'string' ? facts.invoice : null)
  const [leads, invoices, partners, automations] = await Promise.all([
    rowsOf('leads', idsOf(runs.map(({ leadId }) => leadId)), 'id, "values"'),
    rowsOf('invoices', idsOf(runs.map(invoiceOf)), 'id, number'),
    rowsOf('partners', idsOf(runs.map(({ partnerId }) => partnerId)), 'id, key, name'),
    rowsOf(
      'automations',
      idsOf(runs.map(({ automationId }) => automationId)),
      'id, key, name, deleted_at'
    ),
  ])
  const text = (value: unknown) => value as string
  return {
    leads: new Map(
      leads.map((row) => {
        const values = JSON.parse(text(row.values)) as Record<string, unknown>
        return [text(row.id), leadTitle(values) ?? text(row.id)]
      })
    ),
    invoices: new Map(invoices.map((row) => [text(row.id), text(row.number)])),
    partners: new Map(
      partners.map((row) => [text(row.id), { key: text(row.key), name: text(row.name) }])
    ),
    automations: new Map(
      automations.map((row) => [
        text(row.id),
        { key: text(row.key), name: text(row.name), deleted: row.deleted_at !== null },
      ])
    ),
  }
}

/** Runs with the names of what they are about, for people. */
export async function runRows(accountId: string, runs: readonly Run[]) {
  const [names, all] = await Promise.all([namesOf(accountId, runs), known(accountId, runs)])
  return runs.map((run) => {
    const row = presentRun(run, names)
    const of = all.automations.get(run.automationId)
    return {
      ...row,
      of: of ? { name: of.name, key: of.deleted ? null : of.key } : null,
      lead: run.leadId && { id: run.leadId, title: all.leads.get(run.leadId) ?? run.leadId },
      partner: run.partnerId === null ? null : (all.partners.get(run.partnerId) ?? null),
      invoice: row.invoice && {
        id: row.invoice,
        number: all.invoices.get(row.invoice) ?? row.invoice,
      },
    }
  })
}

/** So far back a chain is followed: as long as one may become. */
const CHAIN = 20

/** A run with its steps and the runs it came from, the first one first. */
export async function runPage(run: Run) {
  const [steps, before, caused] = await Promise.all([
    stepsOf(run.id),
    chainOf(run),
    db
      .from('automation_runs')
      .where({ account_id: run.accountId, parent_run: run.id })
      .orderBy('id')
      .limit(CHAIN),
  ])
  const [[row], chain, next] = await Promise.all(
    [[run], before, caused.map(toRun)].map((runs) => runRows(run.accountId, runs))
  )
  const link = (one: { id: string; status: string; of: { name: string } | null }) => ({
    ...{ id: one.id, status: one.status, name: one.of?.name ?? one.id },
  })
  return {
    ...row,
    steps: steps.map(presentStep),
    chain: chain.map(link),
    caused: next.map(link),
  }
}

async function chainOf({ accountId, parentRun }: Run): Promise<Run[]> {
  const chain: Run[] = []
  for (let id = parentRun; id !== null && chain.length < CHAIN;) {
    const row = await db.from('automation_runs').where({ account_id: accountId, id }).first()
    if (!row) break
    const run = toRun(row)
    chain.unshift(run)
    id = run.parentRun
  }
  return chain
}

/** The latest runs about a lead, whatever their automation. */
export async function runsOfLead(accountId: string, leadId: string, limit: number) {
  const rows = await db
    .from('automation_runs')
    .where({ account_id: accountId, lead_id: leadId })
    .whereNot('status', 'skipped')
    .orderBy('id', 'desc')
    .limit(limit)
  return runRows(accountId, rows.map(toRun))
}
