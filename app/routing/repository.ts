import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { plugins } from '#host/registry'
import ProfileModel from '#routing/models/profile'
import ProfileVersionModel from '#routing/models/profile_version'
import { upgradeConfigs } from '#routing/upgrade_configs'
import type { RouteDocument } from '#routing/types'

export type Trigger = 'on_arrival' | 'manual' | 'stage'

/** A profile without its documents. Times are ms since the epoch. */
export interface Profile {
  id: string
  accountId: string
  entityId: string
  key: string
  name: string
  trigger: Trigger
  triggerStage: string | null
  paused: boolean
  liveVersionId: string | null
  createdAt: number
  updatedAt: number
}

export interface ProfileVersion {
  id: string
  profileId: string
  /** 0 is the draft. */
  number: number
  status: 'draft' | 'published'
  document: RouteDocument
  createdBy: string | null
  createdAt: number
  publishedAt: number | null
}

export interface AssignmentRow {
  id: string
  profileId: string
  partnerId: string
  key: string
  paused: boolean
}

const toProfile = (row: ProfileModel): Profile => ({
  id: row.id,
  accountId: row.accountId,
  entityId: row.entityId,
  key: row.key,
  name: row.name,
  trigger: row.trigger,
  triggerStage: row.triggerStage,
  paused: row.paused,
  liveVersionId: row.liveVersionId,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
})

const toVersionInfo = (row: ProfileVersionModel): Omit<ProfileVersion, 'document'> => ({
  id: row.id,
  profileId: row.profileId,
  number: row.number,
  status: row.status,
  createdBy: row.createdBy,
  createdAt: row.createdAt,
  publishedAt: row.publishedAt,
})

const toVersion = (row: ProfileVersionModel): ProfileVersion => ({
  ...toVersionInfo(row),
  document: upgradeConfigs(row.document, plugins()),
})

const live = (accountId: string, client?: QueryClientContract) =>
  ProfileModel.query({ client }).where('account_id', accountId).whereNull('deleted_at')

const versions = (accountId: string, client?: QueryClientContract) =>
  ProfileVersionModel.query({ client }).where('account_id', accountId)

export async function loadProfile(
  accountId: string,
  key: string,
  client?: QueryClientContract
): Promise<Profile | null> {
  const row = await live(accountId, client).where('key', key).first()
  return row && toProfile(row)
}

/** Also finds a deleted profile: distributions still speak of it. */
export async function loadProfileById(
  accountId: string,
  id: string,
  client?: QueryClientContract
): Promise<Profile | null> {
  const row = await ProfileModel.query({ client }).where({ account_id: accountId, id }).first()
  return row && toProfile(row)
}

/** Profiles of an account in the order they were made. */
export async function listProfiles(
  accountId: string,
  client?: QueryClientContract
): Promise<Profile[]> {
  const rows = await live(accountId, client).orderBy('id')
  return rows.map(toProfile)
}

export async function profilesForEntity(
  accountId: string,
  entityId: string,
  client?: QueryClientContract
): Promise<Profile[]> {
  const rows = await live(accountId, client).where('entity_id', entityId).orderBy('id')
  return rows.map(toProfile)
}

export async function loadVersion(
  accountId: string,
  versionId: string,
  client?: QueryClientContract
): Promise<ProfileVersion | null> {
  const row = await versions(accountId, client).where('id', versionId).first()
  return row && toVersion(row)
}

/** The version leads of a profile are routed by; null while nothing is published. */
export async function loadLive(
  accountId: string,
  profileId: string,
  client?: QueryClientContract
): Promise<ProfileVersion | null> {
  const profile = await loadProfileById(accountId, profileId, client)
  return profile?.liveVersionId ? loadVersion(accountId, profile.liveVersionId, client) : null
}

export async function loadVersionByNumber(
  accountId: string,
  profileId: string,
  number: number,
  client?: QueryClientContract
): Promise<ProfileVersion | null> {
  const row = await versions(accountId, client).where({ profile_id: profileId, number }).first()
  return row && toVersion(row)
}

/** Live versions by id of their profile: one query for an export. */
export async function loadLiveVersions(
  accountId: string,
  client?: QueryClientContract
): Promise<Map<string, ProfileVersion>> {
  const rows = await versions(accountId, client).whereIn(
    'id',
    live(accountId, client).whereNotNull('live_version_id').select('live_version_id')
  )
  return new Map(rows.map((row) => [row.profileId, toVersion(row)]))
}

/** Versions of a profile, newest first, without their documents; the draft leads. */
export async function listVersions(
  accountId: string,
  profileId: string
): Promise<Omit<ProfileVersion, 'document'>[]> {
  const rows = await versions(accountId)
    .where('profile_id', profileId)
    .select('id', 'profile_id', 'number', 'status', 'created_by', 'created_at', 'published_at')
    .orderBy('number', 'desc')
  const [drafts, published] = [
    rows.filter((row) => row.status === 'draft'),
    rows.filter((row) => row.status === 'published'),
  ]
  return [...drafts, ...published].map(toVersionInfo)
}

/** Assignments a profile has or had: the live document says which of them count. */
export async function listAssignments(
  accountId: string,
  profileId: string,
  client?: QueryClientContract
): Promise<AssignmentRow[]> {
  // Plain rows: a profile may have ten thousand of them.
  const rows = await (client ?? db)
    .from('assignments')
    .where({ account_id: accountId, profile_id: profileId })
    .select('id', 'partner_id', 'key', 'paused')
  return rows.map((row) => ({
    id: row.id,
    profileId,
    partnerId: row.partner_id,
    key: row.key,
    paused: Boolean(row.paused),
  }))
}
