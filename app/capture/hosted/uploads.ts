import { randomBytes } from 'node:crypto'
import { basename } from 'node:path/posix'
import drive from '@adonisjs/drive/services/main'
import db from '@adonisjs/lucid/services/db'
import { secondsToWait } from '#accounts/sign_in/throttles'
import { fieldNamed } from '#capture/forms/asked_fields'
import { type Answers, type Upload, inputName, isField, isUpload } from '#capture/forms/answers'
import type { AnswerProblem } from '#capture/forms/check_answers'
import { isAccepted, mostBytes } from '#capture/forms/file_rules'
import type { FieldElement, FormStep } from '#capture/forms/form_document'
import type { Post, SentFile } from '#capture/hosted/read_post'
import type { SiteForm } from '#capture/hosted/site_form'
import type { Sender } from '#capture/hosted/submit'
import type { Visit } from '#capture/hosted/visit'
import { typeOfContent } from '#entities/fields/file'
import { newId } from '#shared/ids'

/** As long as a mail may wait for its answer, and a day. */
const KEPT_MS = 8 * 86_400_000

/** Puts the files of a step apart; what was sent before stays where nothing new came. */
export async function takeFiles(
  of: SiteForm,
  visit: Visit,
  { step, shown }: { step: FormStep; shown: ReadonlySet<string> },
  { files }: Post,
  { ip }: Sender,
  now: number
): Promise<AnswerProblem[]> {
  const problems: AnswerProblem[] = []
  for (const element of step.elements) {
    const file = files.get(inputName(element.key))
    if (!file || !shown.has(element.key) || !isField(element) || element.hidden) continue
    if (fieldNamed(of.entity, element.field)?.field.type !== 'file') continue
    const rule = refusal(element, file) ?? ((await isTooMany(ip)) ? 'file_many' : null)
    if (rule) problems.push({ element: element.key, rule })
    else visit.answers[element.key] = await keep(of, visit, file, now)
  }
  return problems
}

function refusal(element: FieldElement, file: SentFile): string | null {
  if (file.size > mostBytes(element)) return 'file_size'
  return isAccepted(element, typeOfContent(file.content)) ? null : 'file_type'
}

const isTooMany = async (ip: string) => (await secondsToWait(['form_file', ip])) > 0

async function keep(of: SiteForm, visit: Visit, file: SentFile, now: number): Promise<Upload> {
  const name = basename(file.name.replaceAll('\\', '/')).slice(-200).toWellFormed() || 'file'
  const type = typeOfContent(file.content)
  if (of.preview) return { upload: '', name, type, size: file.size }
  const id = newId('upl', now)
  // Names are made here, and nothing serves this folder.
  const path = `forms/${of.account.id}/${randomBytes(18).toString('hex')}`
  await db
    .insertQuery()
    .table('form_uploads')
    .insert({
      ...{ id, account_id: of.account.id, form_id: of.form.id, submission_id: visit.id },
      ...{ path, created_at: now },
    })
  await drive.use().put(path, file.content, { contentType: type })
  return { upload: id, name, type, size: file.size }
}

/** The files of what is sent, as intake takes them. Null: one of them is not there any more. */
export async function filesFor(
  accountId: string,
  answers: Answers,
  asked: ReadonlyMap<string, { key: string }>
): Promise<Record<string, { name: string; content: string }> | null> {
  const files: Record<string, { name: string; content: string }> = {}
  for (const [field, { key }] of asked) {
    const answer = answers[key]
    if (!isUpload(answer)) continue
    const row = await db
      .from('form_uploads')
      .where({ id: answer.upload, account_id: accountId })
      .first()
    const bytes =
      row &&
      (await drive
        .use()
        .getBytes(row.path)
        .catch(() => null))
    if (!bytes) return null
    files[field] = { name: answer.name, content: Buffer.from(bytes).toString('base64') }
  }
  return files
}

const remove = async (rows: { id: string; path: string }[]) => {
  for (const { id, path } of rows) {
    await drive.use().delete(path)
    await db.from('form_uploads').where('id', id).delete()
  }
}

export const removeUploads = async (accountId: string, submissionId: string) =>
  remove(
    await db.from('form_uploads').where({ account_id: accountId, submission_id: submissionId })
  )

/** Of forms that were never sent. */
export const removeOldUploads = async (now: number) =>
  remove(
    await db
      .from('form_uploads')
      .where('created_at', '<', now - KEPT_MS)
      .limit(200)
  )
