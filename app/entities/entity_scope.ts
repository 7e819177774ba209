/**
 * What of an account a place in it shows, where it is limited: leads of these entities, and what belongs to them. Keys
 * of entities that are gone are left out, so a limit to nothing that exists shows nothing. Pure.
 */
export interface EntityScope {
  /** Keys. */
  readonly entities: readonly string[]
  readonly entityIds: readonly string[]
  /** Keys of the profiles of these entities. */
  readonly profiles: readonly string[]
  readonly profileIds: readonly string[]
}

/** Null: everything of the account. */
export type Scope = EntityScope | null

/** Whether somebody limited so may see a thing of an entity; a thing of none is nobody's. */
export const showsEntity = (scope: Scope, entityId: unknown): boolean =>
  !scope || scope.entityIds.includes(entityId as string)

export const showsProfile = (scope: Scope, profileId: unknown): boolean =>
  !scope || scope.profileIds.includes(profileId as string)

/** Ids for a query: never none, which would be no query at all. */
export const idsOf = (ids: readonly string[]): string[] => (ids.length ? [...ids] : ['none'])

/** The condition of a query over what has a lead, where a place is limited: its lead is of one of the entities. */
export const leadsOf = (scope: Scope, column: string): { sql: string; params: string[][] } =>
  scope
    ? {
        // By the lead's own key: a list of all leads of an entity would be read for each question.
        sql: `and exists (select 1 from leads seen where seen.id = ${column} and seen.entity_id in (??))`,
        params: [idsOf(scope.entityIds)],
      }
    : { sql: '', params: [] }
