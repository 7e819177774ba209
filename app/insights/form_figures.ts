import type { Account } from '#accounts/types'
import { addDays, addSteps, addWhole, type FigureRow } from '#capture/forms/add_figures'
import { listForms } from '#capture/forms/kept/repository'
import type { FormDocument } from '#capture/forms/form_document'
import type { Form } from '#capture/forms/types'
import { type Scope, idsOf } from '#entities/entity_scope'
import { lastDays } from '#insights/supplier_pages'
import { dateText, dayNumber } from '#shared/local_time'
import { money } from '#shared/money'
import { store } from '#store/store'

const VISITS = ['view', 'start', 'submit']

/** Views, starts and submits of the last days by key of the form, and the last day one brought a lead. */
export async function figuresByForm(account: Account, days: number, now: number, scope: Scope) {
  const { from } = lastDays(account, days, now)
  const [forms, rows] = await Promise.all([
    listForms(account.id, scope),
    store.all(
      `select form_id, name, sum(case when day >= ? then count else 0 end) as n, max(day) as latest
       from form_figures where account_id = ? and step = '' and name in (??) group by form_id, name`,
      [from, account.id, idsOf([...VISITS, 'lead'])]
    ),
  ])
  return Object.fromEntries(
    forms.map(({ id, key }) => {
      const own = rows.filter((row) => row.form_id === id)
      const of = (name: string) => Number(own.find((row) => row.name === name)?.n ?? 0)
      const lead = own.find((row) => row.name === 'lead')
      const latest = lead ? (lead.latest as string) : null
      return [key, { view: of('view'), start: of('start'), submit: of('submit'), latest }]
    })
  )
}

/** Figures of one form over the last days: what it was asked for, and what its leads brought. */
export async function formFigures(
  account: Account,
  form: Form,
  document: FormDocument,
  days: number,
  now: number
) {
  const { from, to } = lastDays(account, days, now)
  const source = document.source ?? form.key
  const [rows, sold] = await Promise.all([
    readRows(account.id, form.id, from, to),
    soldBySource(account, source, from, to),
  ])
  const first = dayNumber(from)
  const dates = Array.from({ length: days }, (_, i) => dateText(first + i))
  return {
    period: { from, to, days },
    sums: addWhole(rows),
    steps: addSteps(rows, document),
    by_day: addDays(rows, dates),
    source,
    leads: sold,
    double_opt_in: !!document.double_opt_in,
    partial: document.partial === true,
  }
}

async function readRows(accountId: string, formId: string, from: string, to: string) {
  const rows = await store.all(
    `select version, day, step, name, count from form_figures
     where account_id = ? and form_id = ? and day >= ? and day <= ?`,
    [accountId, formId, from, to]
  )
  return rows.map((row): FigureRow => ({
    version: Number(row.version),
    day: row.day as string,
    step: row.step as string,
    name: row.name as string,
    count: Number(row.count),
  }))
}

/** Leads of a source and what they brought, as the overview counts them: within a minute. */
async function soldBySource(account: Account, source: string, from: string, to: string) {
  const rows = await store.all(
    `select currency, sum(leads) as leads, sum(sold) as sold, sum(gross) as gross,
       sum(reversed) as reversed from figures
     where account_id = ? and dimension = 'source' and key = ? and day >= ? and day <= ?
     group by currency`,
    [account.id, source, from, to]
  )
  const add = (name: string) => rows.reduce((sum, row) => sum + Number(row[name] ?? 0), 0)
  const own = rows.find((row) => row.currency === account.currency)
  const net = own ? Number(own.gross) - Number(own.reversed) : 0
  return { received: add('leads'), sold: add('sold'), revenue: money(net, account.currency) }
}
