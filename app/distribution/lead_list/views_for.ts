import { type PresentedView, type Viewer, listViews } from '#crm/saved_views'
import type { Scope } from '#entities/entity_scope'

/** Saved views somebody may open: one of an entity outside a limit is not there. */
export async function viewsFor(viewer: Viewer, scope: Scope): Promise<PresentedView[]> {
  const views = await listViews(viewer)
  return views.filter(
    ({ filter: { entity } }) => !scope || !entity || scope.entities.includes(entity as string)
  )
}
