import { presentTag } from '#crm/tags/tag_book'
import { listTeam } from '#accounts/list_team'
import type { Row } from '#store/types'
import type { AccountConfig } from '#distribution/account_config'

/** Reasons to take a sale back that need no configuring; a partner's own come before them. */
const REASONS = [
  'invalid_phone',
  'invalid_email',
  'wrong_person',
  'duplicate',
  'not_interested',
  'fraud',
  'other',
]

/** What somebody may choose from on a lead's page. */
export async function leadChoices(config: AccountConfig, lead: Row) {
  const profiles = [...config.profiles.values()].filter(
    ({ entity }) => entity.id === lead.entity_id
  )
  const team = await listTeam(config.account.id)
  return {
    team,
    tags: config.tags.list.map(presentTag),
    profiles: profiles.map(({ profile, live }) => ({
      key: profile.key,
      name: profile.name,
      paused: profile.paused,
      published: profile.liveVersionId !== null,
      version: live?.number ?? null,
      /** The stage that runs it; null where none does. */
      stage: profile.trigger === 'stage' && !profile.paused ? profile.triggerStage : null,
    })),
    reasons: Object.fromEntries(
      [...config.partnersByKey.values()].map(({ key, portal }) => [
        key,
        [...new Set([...(portal?.returns?.reasons ?? []), ...REASONS])],
      ])
    ),
  }
}
