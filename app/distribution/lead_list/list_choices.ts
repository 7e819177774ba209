import type { AccountConfig } from '#distribution/account_config'

/** What the filters and actions of the list choose from. */
export function listChoices(config: AccountConfig) {
  return {
    entities: [...config.entities.values()].map(({ key, name, stages, fields }) => ({
      key,
      name,
      stages,
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
