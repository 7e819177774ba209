import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId } from '#shared/ids'
import ProfileModel from '#routing/models/profile'
import ProfileVersionModel from '#routing/models/profile_version'
import { type ProfileVersion, listAssignments } from '#routing/repository'
import type { AssignmentDocument, RouteDocument } from '#routing/types'

/** SQLite takes no more than 500 rows in one insert. */
const BATCH = 500

export interface Publication {
  accountId: string
  profileId: string
  actor: string | null
  now: number
  /** Ids of the account's partners by key; every partner of the document must be there. */
  partnerIds: ReadonlyMap<string, string>
}

/** Makes a checked document the next version of a profile and the live one; a draft is used up by it. */
export async function publishVersion(
  trx: TransactionClientContract,
  document: RouteDocument,
  publication: Publication
): Promise<{ id: string; number: number }> {
  const { accountId, profileId, actor, now } = publication
  const versions = () => trx.from('profile_versions').where({ profile_id: profileId })
  const [latest] = await versions().max('number as number')
  const number = Number(latest?.number ?? 0) + 1
  await versions().where('status', 'draft').delete()
  const version = await ProfileVersionModel.create(
    {
      id: newId('ver', now),
      accountId,
      profileId,
      number,
      status: 'published',
      document,
      createdBy: actor,
      createdAt: now,
      publishedAt: now,
    },
    { client: trx }
  )
  await makeLive(trx, { id: version.id, document }, publication)
  return { id: version.id, number }
}

/** Points a profile at one of its published versions. */
export async function makeLive(
  trx: TransactionClientContract,
  version: Pick<ProfileVersion, 'id' | 'document'>,
  publication: Publication
) {
  const { accountId, profileId, now } = publication
  await keepAssignments(trx, version.document.assignments, publication)
  await ProfileModel.query({ client: trx })
    .where({ account_id: accountId, id: profileId })
    .update({ live_version_id: version.id, updated_at: now })
}

/** Keeps one draft per profile, as number 0. */
export async function saveDraftVersion(
  trx: TransactionClientContract,
  document: RouteDocument,
  { accountId, profileId, actor, now }: Omit<Publication, 'partnerIds'>
) {
  const drafts = ProfileVersionModel.query({ client: trx }).where({
    profile_id: profileId,
    number: 0,
  })
  const draft = (await drafts.first()) ?? new ProfileVersionModel().useTransaction(trx)
  if (!draft.$isPersisted)
    draft.merge({ id: newId('ver', now), accountId, profileId, number: 0, status: 'draft' })
  await draft.merge({ document, createdBy: actor, createdAt: now, publishedAt: null }).save()
}

/** Forgets the draft of a profile, where there is one; `savedAt`: only while it is the one saved then. */
export async function removeDrafts(
  trx: TransactionClientContract,
  { accountId, profileId }: Pick<Publication, 'accountId' | 'profileId'>,
  savedAt?: number
) {
  const drafts = ProfileVersionModel.query({ client: trx }).where({
    account_id: accountId,
    profile_id: profileId,
    status: 'draft',
  })
  if (savedAt !== undefined) void drafts.where('created_at', savedAt)
  await drafts.delete()
}

/**
 * Gives every assignment of a document its lasting row. Rows of former ones stay, for their caps and deliveries; a key
 * that went to another partner begins anew.
 */
async function keepAssignments(
  trx: TransactionClientContract,
  assignments: AssignmentDocument[],
  { accountId, profileId, now, partnerIds }: Publication
) {
  const rows = await listAssignments(accountId, profileId, trx)
  const known = new Map(rows.map((row) => [row.key, row]))
  const stale: string[] = []
  const fresh: Record<string, unknown>[] = []
  for (const { key, partner } of assignments) {
    const partnerId = partnerIds.get(partner)
    const row = known.get(key)
    if (row && row.partnerId === partnerId) continue
    if (row) stale.push(row.id)
    fresh.push({
      id: newId('asg', now),
      account_id: accountId,
      profile_id: profileId,
      partner_id: partnerId,
      key,
      paused: false,
      created_at: now,
    })
  }
  for (let i = 0; i < stale.length; i += BATCH)
    await trx
      .from('assignments')
      .whereIn('id', stale.slice(i, i + BATCH))
      .delete()
  for (let i = 0; i < fresh.length; i += BATCH)
    await trx.table('assignments').multiInsert(fresh.slice(i, i + BATCH))
}
