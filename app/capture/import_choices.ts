import type { AccountConfig } from '#distribution/account_config'

/** What an import chooses from: entities with their fields, and the profiles that may take what it brings. */
export function importChoices(config: AccountConfig) {
  const arriving = new Set(
    [...config.onArrival.values()].flatMap((list) => list.map(({ profile }) => profile.id))
  )
  return [...config.entities.values()].map(({ id, key, name, stages, fields, duplicate }) => ({
    key,
    name,
    stages,
    duplicate_keys: (duplicate?.keys ?? []).map(
      (one) => fields.find((field) => field.key === one)?.label ?? one
    ),
    duplicate_action: duplicate?.action ?? null,
    fields: fields.map((field) => ({
      key: field.key,
      label: field.label,
      type: field.type,
      required: field.required,
      defaulted: field.default !== null && field.default !== undefined,
      options: field.options,
      encrypted: field.encrypted,
    })),
    profiles: [...config.profiles.values()]
      .filter(({ entity }) => entity.id === id)
      .map(({ profile }) => ({
        key: profile.key,
        name: profile.name,
        ready: !profile.paused && profile.liveVersionId !== null,
        on_arrival: arriving.has(profile.id),
      })),
  }))
}
