import { listTeam } from '#accounts/list_team'
import { presentTag } from '#crm/tags/tag_book'
import type { AccountConfig } from '#distribution/account_config'

/** What the filters and actions of the list choose from. */
export async function listChoices(config: AccountConfig) {
  return {
    tags: config.tags.list.map(presentTag),
    team: await listTeam(config.account.id),
    entities: [...config.entities.values()].map(({ key, name, stages, pipelines, fields }) => ({
      key,
      name,
      stages,
      pipelines,
      fields: fields.map((field) => ({
        key: field.key,
        label: field.label,
        type: field.type,
        options: field.options,
        encrypted: field.encrypted,
      })),
    })),
    profiles: [...config.profiles.values()].map(({ profile, entity }) => ({
      key: profile.key,
      name: profile.name,
      entity: entity.key,
      ready: !profile.paused && profile.liveVersionId !== null,
    })),
  }
}
