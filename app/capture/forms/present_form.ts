import type { Form, FormInfo } from '#capture/forms/types'

const time = (ms: number) => new Date(ms).toISOString()

/** A form without its document, as pages and the API show it. `base`: where hosted pages of the account begin. */
export const presentInfo = (
  form: FormInfo,
  entity: { key: string; name: string } | null,
  base: string
) => ({
  id: form.id,
  key: form.key,
  name: form.name,
  entity: entity?.key ?? null,
  status: form.status,
  version: form.version,
  revision: form.revision,
  url: `${base}/f/${form.slug}`,
  created_at: time(form.createdAt),
  updated_at: time(form.updatedAt),
})

/** The same with the draft. */
export const presentForm = (
  form: Form,
  entity: { key: string; name: string } | null,
  base: string
) => ({ ...presentInfo(form, entity, base), document: form.draft })
