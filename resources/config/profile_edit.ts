import { computed, onMounted, ref } from 'vue'
import { router } from '@inertiajs/vue3'
import { useI18n } from 'vue-i18n'
import type { FieldChange } from '~/config/describe_changes'
import { saveOnTop } from '~/config/stale'
import { type Edit, useEdit } from '~/edit'
import { useNotify } from '~/notify'
import { problemsByField } from '~/problem_text'
import type { PartnerChoice, ProfileForm, ProfilePage } from '~/profiles'
import { type FieldProblem, getJson, patchJson } from '~/request'
import { entityRuleFields } from '~/rules/rule_fields'
import type { Translate } from '~/rules/types'

/** What a profile's changes are told with: names of its partners, fields of its entity. */
export function useAround(
  profile: () => ProfilePage,
  partners: () => readonly Pick<PartnerChoice, 'key' | 'name'>[]
) {
  const { t } = useI18n({ useScope: 'global' })
  return computed(() => ({
    section: 'profiles' as const,
    fields: entityRuleFields(profile().entity.fields, t as Translate),
    partners: Object.fromEntries(partners().map(({ key, name }) => [key, name])),
  }))
}

type Saved = { profile: ProfilePage; problems: FieldProblem[] }

/**
 * An edit of some parts of a profile, kept as its draft. What keeps the draft from being published stands in `errors`
 * after a save and when the page opens, at the fields it is about.
 */
export function useProfileEdit<T extends object>(
  profile: () => ProfilePage,
  partners: () => readonly PartnerChoice[],
  part: string,
  pick: (form: ProfileForm) => T,
  body: (value: T) => object
): Edit<T> {
  const { t } = useI18n({ useScope: 'global' })
  const notify = useNotify()
  const around = useAround(profile, partners)
  const path = `/profiles/${profile().form.key}`
  const problems = ref<FieldProblem[]>([])
  let base = profile().revision

  const edit = useEdit<T>({
    key: `profile:${profile().form.key}:${part}`,
    initial: () => pick(profile().form),
    async save(value) {
      const form = body(value)
      const done = await saveOnTop<Saved, ProfileForm>(
        base,
        (on) => patchJson(`${path}/draft`, { ...form, base: on }),
        ({ current }) => ({ ...around.value, before: current, after: { ...current, ...form } })
      )
      base = 'saved' in done ? done.saved.profile.revision : done.theirs.revision
      problems.value = 'saved' in done ? done.saved.problems : []
      router.reload({ only: ['profile', 'states'] })
      if ('theirs' in done) return pick(done.theirs.current)
      notify.done(t(done.saved.profile.draft ? 'profiles.draft.saved' : 'profiles.draft.same'))
      return pick(done.saved.profile.form)
    },
  })

  const save = edit.save
  edit.save = async () => {
    const saved = await save()
    if (saved) edit.errors = problemsByField(problems.value)
    return saved
  }
  onMounted(async () => {
    if (!profile().draft) return
    const known = await getJson<{ problems: FieldProblem[] }>(`${path}/changes`).catch(() => null)
    if (known && !edit.dirty) edit.errors = problemsByField(known.problems)
  })
  return edit
}

export interface DraftChanges {
  changes: FieldChange[]
  before: Record<string, unknown>
  after: Record<string, unknown>
  problems: FieldProblem[]
  revision: string
}
