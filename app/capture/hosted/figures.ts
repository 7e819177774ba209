import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import type { SiteForm } from '#capture/hosted/site_form'
import { dateText, localDay } from '#shared/local_time'
import { PassTimer } from '#shared/pass_timer'

export type FigureName =
  'view' | 'start' | 'step' | 'submit' | 'lead' | 'confirmed' | 'partial' | 'refused'

type Key = [
  account: string,
  form: string,
  version: number,
  day: string,
  step: string,
  name: FigureName,
]

const FLUSH_EVERY_MS = 3_000

/** Counts since they were written last. A process that dies loses those of some seconds, and nothing else. */
let counts = new Map<string, number>()

/** Counts one more of something, on the account's day. Of a preview nothing is counted. */
export function countFigure(of: SiteForm, name: FigureName, now: number, step = '') {
  if (of.preview) return
  const day = dateText(localDay(of.account.timeZone, now))
  const key: Key = [of.account.id, of.form.id, of.version, day, step, name]
  const text = JSON.stringify(key)
  counts.set(text, (counts.get(text) ?? 0) + 1)
}

/** Adds what was counted to the rows, a row for each kind and day. */
export async function writeFigures(): Promise<void> {
  const due = counts
  counts = new Map()
  for (const [text, count] of due) {
    const [account, form, version, day, step, name] = JSON.parse(text) as Key
    await add({ account_id: account, form_id: form, version, day, step, name }, count).catch(
      (error) => {
        counts.set(text, (counts.get(text) ?? 0) + count)
        logger.warn({ err: error }, 'figures of a form were not written')
      }
    )
  }
}

async function add(row: Record<string, string | number>, count: number) {
  await db
    .insertQuery()
    .table('form_figures')
    .knexQuery.insert({ ...row, count: 0 })
    .onConflict(['account_id', 'form_id', 'version', 'day', 'step', 'name'])
    .ignore()
  await db.from('form_figures').where(row).increment('count', count)
}

export const figureWriter = new PassTimer(FLUSH_EVERY_MS, writeFigures)
