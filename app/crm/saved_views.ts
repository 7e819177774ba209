import SavedView from '#crm/models/saved_view'
import { newId } from '#shared/ids'

/** A view belongs to who made it; shared, everybody of the account sees it. */
export interface Viewer {
  accountId: string
  userId: string
}

export interface ViewWish {
  name: string
  shared: boolean
  filter: Record<string, unknown>
  sort: 'newest' | 'oldest'
  columns: string[] | null
  layout: 'table' | 'board'
  /** Key, of a board; null: the first one. */
  pipeline: string | null
}

const MAX_VIEWS = 100

const present = (view: SavedView, { userId }: Viewer) => ({
  id: view.id,
  name: view.name,
  shared: view.shared,
  own: view.userId === userId,
  filter: view.filter,
  sort: view.sort,
  columns: view.columns,
  layout: view.layout,
  pipeline: view.pipeline,
})
export type PresentedView = ReturnType<typeof present>

const visible = ({ accountId, userId }: Viewer) =>
  SavedView.query()
    .where('account_id', accountId)
    .where((query) => query.where('user_id', userId).orWhere('shared', true))

/** Views somebody sees, in the order they were made. */
export async function listViews(viewer: Viewer): Promise<PresentedView[]> {
  const views = await visible(viewer).orderBy('id')
  return views.map((view) => present(view, viewer))
}

/** Null: there are too many already. */
export async function createView(viewer: Viewer, wish: ViewWish): Promise<PresentedView | null> {
  const count = await SavedView.query().where('account_id', viewer.accountId).count('* as n')
  if (Number(count[0].$extras.n) >= MAX_VIEWS) return null
  const now = Date.now()
  const view = await SavedView.create({
    id: newId('view', now),
    ...viewer,
    ...wish,
    createdAt: now,
    updatedAt: now,
  })
  return present(view, viewer)
}

/** Null: there is no such view, or it is somebody else's. */
export async function changeView(
  viewer: Viewer,
  id: string,
  wish: Partial<ViewWish>
): Promise<PresentedView | null> {
  const view = await own(viewer, id)
  if (!view) return null
  await view.merge({ ...wish, updatedAt: Date.now() }).save()
  return present(view, viewer)
}

export async function deleteView(viewer: Viewer, id: string): Promise<boolean> {
  const view = await own(viewer, id)
  await view?.delete()
  return view !== null
}

const own = ({ accountId, userId }: Viewer, id: string) =>
  SavedView.query().where({ id, account_id: accountId, user_id: userId }).first()
