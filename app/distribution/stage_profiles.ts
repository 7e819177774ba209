import type { ProfileConfig } from '#distribution/account_config'

/** Profiles that a lead sets off by standing in a stage; of one entity, where it is named. Pure. */
export const profilesAtStage = (
  all: Iterable<ProfileConfig>,
  stage: string | null,
  entityId?: string
): ProfileConfig[] =>
  stage === null
    ? []
    : [...all].filter(
        ({ profile, entity }) =>
          (entityId === undefined || entity.id === entityId) &&
          profile.trigger === 'stage' &&
          profile.triggerStage === stage &&
          profile.liveVersionId !== null &&
          !profile.paused
      )
