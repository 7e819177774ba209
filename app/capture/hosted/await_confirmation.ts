import { timingSafeEqual } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { loadAccount } from '#accounts/repository'
import { loadFormById, loadVersion } from '#capture/forms/kept/repository'
import { type Walk, walkForm } from '#capture/forms/walk_form'
import { countFigure } from '#capture/hosted/figures'
import { removePartial } from '#capture/hosted/partials'
import { type SiteForm, contextOf } from '#capture/hosted/site_form'
import { type Sender, type Submission, storeSubmission } from '#capture/hosted/submit'
import type { Visit } from '#capture/hosted/visit'
import { accountKey } from '#entities/account_keys'
import { decryptField, encryptField } from '#entities/field_crypto'
import { loadEntityById } from '#entities/repository'
import { changed } from '#store/changed'

export const SUBMISSION_SEAL = 'form_submission'
const DAY_MS = 86_400_000
const OPEN_MS = 7 * DAY_MS
/** Mails about one submission, and how long lies between two of them. */
const MOST_MAILS = 4
const PAUSE_MS = 60_000

export interface Waiting {
  id: string
  account_id: string
  form_id: string
  version: number
  state: 'waiting' | 'confirmed'
  content: string
  mails: number
  attempts: number
  expires_at: number
}

export const emailOf = ({ document, entity }: SiteForm, { values }: Walk): string | null => {
  const field = document.double_opt_in?.field
  const known = entity.fields.find(({ key, type }) => key === field && type === 'email')
  return known && typeof values[known.key] === 'string' ? (values[known.key] as string) : null
}

/** Keeps what was sent until its link is followed; the mail leaves by its row. */
export async function awaitConfirmation(
  of: SiteForm,
  visit: Visit,
  submission: Submission,
  walk: Walk,
  now: number
): Promise<{ email: string; fresh: boolean } | 'fault'> {
  const email = emailOf(of, walk)
  // Nothing that a mail could be sent to was asked or shown.
  if (!email) return 'fault'
  const key = await accountKey(of.account.id)
  const known = await db.from('form_submissions').where('id', visit.id).select('id').first()
  if (known) return { email, fresh: false }
  await db
    .insertQuery()
    .table('form_submissions')
    .knexQuery.insert({
      ...{ id: visit.id, account_id: of.account.id, form_id: of.form.id, version: of.version },
      ...{ state: 'waiting', content: encryptField(key, SUBMISSION_SEAL, submission) },
      ...{ mail_state: 'due', mail_at: now, mails: 1, attempts: 0 },
      ...{ created_at: now, expires_at: now + OPEN_MS },
    })
    .onConflict('id')
    .ignore()
  await removePartial(of.account.id, visit.id)
  return { email, fresh: true }
}

/** Whether the mail goes out once more. */
export async function mailAgain(of: SiteForm, id: string, now: number): Promise<boolean> {
  return changed(
    await db
      .from('form_submissions')
      .where({ id, account_id: of.account.id, form_id: of.form.id, state: 'waiting' })
      .where('mails', '<', MOST_MAILS)
      .where('mail_state', '!=', 'due')
      .where('mail_at', '<', now - PAUSE_MS)
      .where('expires_at', '>', now)
      .update({ mail_state: 'due', mail_at: now, attempts: 0, mails: db.raw('mails + 1') })
  )
}

async function macOf(row: Pick<Waiting, 'id' | 'account_id'>): Promise<string> {
  const key = await accountKey(row.account_id)
  return key.mac(`confirm\n${row.id}`, 'base64url')
}

/** What the link ends with: the id, and what only the account's key makes of it. */
export const tokenOf = async (row: Waiting): Promise<string> => `${row.id}.${await macOf(row)}`

/** What a link leads to; null: it was made up, or its time is over. */
export async function findWaiting(token: string, now: number): Promise<Waiting | null> {
  const [id, mac = ''] = token.split('.', 2) as [string, string?]
  const row = (await db.from('form_submissions').where('id', id).first()) as Waiting | null
  if (!row || Number(row.expires_at) <= now) return null
  const [given, right] = [Buffer.from(mac), Buffer.from(await macOf(row))]
  return given.length === right.length && timingSafeEqual(given, right) ? row : null
}

export interface Opened {
  of: SiteForm
  walk: Walk
  submission: Submission
}

/** The form a submission was sent with; null where the form or the account has gone. */
export async function formOfWaiting(row: Waiting): Promise<SiteForm | null> {
  const [account, form, version] = await Promise.all([
    loadAccount(row.account_id),
    loadFormById(row.account_id, row.form_id),
    loadVersion(row.account_id, row.form_id, row.version),
  ])
  const entity = form && (await loadEntityById(row.account_id, form.entityId))
  if (!account || !form || !version || !entity) return null
  return { account, form, entity, version: row.version, document: version.document, preview: false }
}

/** What was sent, read again by the entity as it is now. */
export async function openWaiting(row: Waiting, now: number): Promise<Opened | null> {
  const of = row.content ? await formOfWaiting(row) : null
  if (!of) return null
  const key = await accountKey(row.account_id)
  const submission = decryptField(key, SUBMISSION_SEAL, row.content) as Submission
  const walk = walkForm(of.document, of.entity, submission.answers, contextOf(of, now))
  return { of, walk, submission }
}

/** Makes the lead, with the proof that its address was confirmed. Confirmed twice is confirmed once. */
export async function confirmWaiting(
  row: Waiting,
  sender: Sender,
  now: number
): Promise<'done' | 'gone' | 'fault'> {
  if (row.state === 'confirmed') return 'done'
  const opened = await openWaiting(row, now)
  if (!opened) return 'gone'
  const { of, walk, submission } = opened
  const proof = {
    confirmed: { at: new Date(now).toISOString(), ip: sender.ip, email: emailOf(of, walk) ?? '' },
  }
  const consent = submission.consent ?? {
    ...{ text: '', version: `${of.form.key} v${of.version}`, at: proof.confirmed.at },
    ...{ ip: sender.ip, form: of.form.key, form_version: of.version, page: '' },
    ...{ user_agent: sender.userAgent.slice(0, 300), items: [] },
  }
  const whole = { ...submission, consent: { ...consent, ...proof } }
  if ((await storeSubmission(of, row.id, walk, whole, now)) === 'fault') return 'fault'
  const confirmed = await db
    .from('form_submissions')
    .where({ id: row.id, state: 'waiting' })
    .update({ state: 'confirmed', content: '', confirmed_at: now })
  if (changed(confirmed)) countFigure(of, 'confirmed', now)
  return 'done'
}

/** What nobody confirmed in time goes, and what was confirmed is known as a lead. */
export const removeExpired = (now: number) =>
  db.from('form_submissions').where('expires_at', '<=', now).delete()
