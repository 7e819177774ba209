import db from '@adonisjs/lucid/services/db'
import { fieldNamed } from '#capture/forms/asked_fields'
import { isField } from '#capture/forms/answers'
import type { Walk } from '#capture/forms/walk_form'
import { countFigure } from '#capture/hosted/figures'
import type { SiteForm } from '#capture/hosted/site_form'
import type { Visit } from '#capture/hosted/visit'
import { accountKey } from '#entities/account_keys'
import { decryptField, encryptField } from '#entities/field_crypto'

export const PARTIAL_DAYS = 30
const KEPT_MS = PARTIAL_DAYS * 86_400_000
export const PARTIAL_SEAL = 'form_partial'

/** With nothing to reach somebody by there is nothing to keep. */
function isReachable({ entity }: SiteForm, { values }: Walk): boolean {
  return entity.fields.some(
    ({ key, type }) => (type === 'email' || type === 'phone') && values[key] !== undefined
  )
}

/** Keeps what was filled in so far, if the form says that it does. */
export async function keepPartial(
  of: SiteForm,
  visit: Visit,
  walk: Walk,
  step: string,
  now: number
) {
  if (!of.document.partial || of.preview || !isReachable(of, walk)) return
  const key = await accountKey(of.account.id)
  const content = encryptField(key, PARTIAL_SEAL, walk.values)
  const { rows } = await insert(of, visit, { step, content, updated_at: now }, now)
  if (rows === 1) countFigure(of, 'partial', now)
}

async function insert(of: SiteForm, visit: Visit, changes: Record<string, unknown>, now: number) {
  const row = { id: visit.id, account_id: of.account.id, form_id: of.form.id, version: of.version }
  const known = await db.from('form_partials').where('id', visit.id).select('id').first()
  await db
    .insertQuery()
    .table('form_partials')
    .knexQuery.insert({ ...row, ...changes, created_at: now })
    .onConflict('id')
    .merge(['version', ...Object.keys(changes)])
  return { rows: known ? 0 : 1 }
}

export const removePartial = (accountId: string, id: string) =>
  db.from('form_partials').where({ account_id: accountId, id }).delete()

export const removeOldPartials = (now: number) =>
  db
    .from('form_partials')
    .where('updated_at', '<', now - KEPT_MS)
    .delete()

export interface Partial {
  id: string
  version: number
  step: string
  values: Record<string, unknown>
  createdAt: number
  updatedAt: number
}

const PAGE = 100

/** What was begun and not sent, the latest first. Encrypted fields stay closed. */
export async function listPartials(
  accountId: string,
  formId: string,
  entity: SiteForm['entity']
): Promise<Partial[]> {
  const key = await accountKey(accountId)
  const hidden = new Set(entity.fields.filter(({ encrypted }) => encrypted).map((one) => one.key))
  const rows = await db
    .from('form_partials')
    .where({ account_id: accountId, form_id: formId })
    .orderBy('updated_at', 'desc')
    .limit(PAGE)
  return rows.map((row) => {
    const values = decryptField(key, PARTIAL_SEAL, row.content) as Record<string, unknown>
    const shown = Object.entries(values).map(([name, value]) => [
      name,
      hidden.has(name) ? '••••' : value,
    ])
    return {
      ...{ id: row.id, version: row.version, step: row.step, values: Object.fromEntries(shown) },
      ...{ createdAt: Number(row.created_at), updatedAt: Number(row.updated_at) },
    }
  })
}

/** Fields of a step that name a person: the page says that partials are kept where there are some. */
export const asksForContact = ({ entity, document }: SiteForm, stepKey: string): boolean =>
  document.steps
    .find(({ key }) => key === stepKey)!
    .elements.filter(isField)
    .some((one) => ['email', 'phone'].includes(fieldNamed(entity, one.field)?.field.type ?? ''))
