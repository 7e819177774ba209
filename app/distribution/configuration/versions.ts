import {
  type Profile,
  type ProfileVersion,
  listVersions,
  loadProfile,
  loadVersion,
  loadVersionByNumber,
} from '#routing/repository'
import type { RouteDocument } from '#routing/types'

/** A version as the API lists it. */
export interface VersionInfo {
  version: number
  status: 'draft' | 'published'
  /** True for the one leads are routed by now. */
  live: boolean
  created_by: string | null
  created_at: string
  published_at: string | null
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

export const versionInfo = (
  profile: Pick<Profile, 'liveVersionId'>,
  version: Omit<ProfileVersion, 'document'>
): VersionInfo => ({
  version: version.number,
  status: version.status,
  live: version.id === profile.liveVersionId,
  created_by: version.createdBy,
  created_at: iso(version.createdAt)!,
  published_at: iso(version.publishedAt),
})

/** Versions of a profile, newest first, a draft (number 0) before them; null where there is no such profile. */
export async function listProfileVersions(
  accountId: string,
  profileKey: string
): Promise<VersionInfo[] | null> {
  const profile = await loadProfile(accountId, profileKey)
  if (!profile) return null
  const versions = await listVersions(accountId, profile.id)
  return versions.map((version) => versionInfo(profile, version))
}

/** One version with its document, by number; 0 is the draft. */
export async function getProfileVersion(
  accountId: string,
  profileKey: string,
  number: number
): Promise<(VersionInfo & { document: RouteDocument }) | null> {
  const profile = await loadProfile(accountId, profileKey)
  const version = profile && (await loadVersionByNumber(accountId, profile.id, number))
  return version && { ...versionInfo(profile, version), document: version.document }
}

/** The live version of a profile; null where there is none. */
export async function liveVersionInfo(
  accountId: string,
  profileKey: string
): Promise<VersionInfo | null> {
  const profile = await loadProfile(accountId, profileKey)
  const live = profile?.liveVersionId ? await loadVersion(accountId, profile.liveVersionId) : null
  return live && versionInfo(profile!, live)
}
